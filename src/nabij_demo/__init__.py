"""A practice to look at: invented people, and real published figures turned into register rows.

`nabij_demo.replay` is the pure half of `demo --replay FILE.json`: no Django, no database, standard library only.
"""
