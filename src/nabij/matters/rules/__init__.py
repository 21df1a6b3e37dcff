"""Decisions about a matter: whose turn, which months and codes, closing, consent, and what a share promises. Pure."""
