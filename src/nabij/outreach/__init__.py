"""Prevention: activities and who was reached."""
