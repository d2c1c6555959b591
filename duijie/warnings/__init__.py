"""Early warnings: rules looked up in the rows of projects and money. Each names its rule, its reason and its rows."""
