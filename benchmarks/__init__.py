"""How fast, how small and how lean: whole commands that print each figure beside its target."""
