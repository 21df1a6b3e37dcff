"""What the door decides, pure."""
