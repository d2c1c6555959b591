"""What is done about tasks by others than the doer: checking, signing off, opening again, slips."""
