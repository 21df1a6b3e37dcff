"""Interim signals: no step is skipped, and nothing is told that nobody agreed to."""
