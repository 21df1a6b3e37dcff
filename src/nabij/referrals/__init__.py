"""The social map."""
