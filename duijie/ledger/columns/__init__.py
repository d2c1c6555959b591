"""The ledger as columns: arrays of numbers by measure, kept by the process, that figures are added up from."""
