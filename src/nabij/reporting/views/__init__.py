"""The pages of a report while it is made."""
