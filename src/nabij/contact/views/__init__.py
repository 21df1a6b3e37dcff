"""The office side of the door."""
