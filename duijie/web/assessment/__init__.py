"""Pages of assessment: schemes, numbers, runs, explanations, objections."""
