"""The blind-token service: one key, no database. It evaluates blinded points and knows neither names nor tokens."""
