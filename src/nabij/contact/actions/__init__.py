"""What changes at the door: each write holds a permit and leaves one audit line."""
