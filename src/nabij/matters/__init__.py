"""Kwesties: the register, encounters, turn, consent and sharing."""
