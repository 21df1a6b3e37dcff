"""The blind-token service: one key, no database."""
