"""The demo case: documents written for it, and their way into the ledger."""
