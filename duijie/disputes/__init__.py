"""What people said of contradictions and of claims that the ledger does not bear out."""
