"""Mails that say that there is something to read, and nothing else."""
