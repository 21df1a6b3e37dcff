"""Interim signals to the one ultimately responsible."""
