"""Conversations at the doors of the demo: their scenes, both sides of each, and how they are sealed."""
