"""Who drives the work: leading groups, policies, resolutions, industry chains; their tasks are in ``tasks``."""
