"""What parks have to give and whom it is promised to: supplies as ledgers, reservations, what would fit."""
