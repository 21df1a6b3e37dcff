"""Every change to a signal: one transaction, a pure rule, the row, what was sealed, and one line in the audit."""
