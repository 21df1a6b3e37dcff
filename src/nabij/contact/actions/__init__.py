"""Writing at the door: conversations, and what the practice manager keeps about it."""
