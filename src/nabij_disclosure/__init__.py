"""Disclosure control of small counts. Pure: no Django."""
