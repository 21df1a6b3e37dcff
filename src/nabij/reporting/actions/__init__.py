"""Writing a report: its figures, its story, the meeting about it."""
