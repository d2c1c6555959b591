"""Published code tables: credit codes (GB 32100), divisions (GB/T 2260), industries (GB/T 4754). Pure."""
