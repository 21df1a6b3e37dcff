"""What the test vectors say, by subject."""
