"""Deletion dates and deletion."""
