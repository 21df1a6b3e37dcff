"""Practices, organisations, counsellors, pairs and public keys."""
