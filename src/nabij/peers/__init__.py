"""Peer consultation."""
