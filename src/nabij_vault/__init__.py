"""The vault in Python: opens exports without any server, makes demo data, checks the vectors.

Nothing here talks to a server or to Django. The format is docs/vault-format.md.
"""
