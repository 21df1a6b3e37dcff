"""Patterns around a person: blind tokens, and the only thing that is ever said about them."""
