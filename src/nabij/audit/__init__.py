"""A hash-chained record of who did what to which; never content."""
