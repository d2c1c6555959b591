"""What the office shows the public: drafted by one person, approved by another, frozen as published."""
