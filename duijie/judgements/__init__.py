"""People's judgements on which names are one organisation, and the pairs that wait for one."""
