"""How an interim signal goes, step by step, and what each step needs. Pure."""
