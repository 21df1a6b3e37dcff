"""The door: how a visitor reaches a counsellor."""
