"""The forms of people and organisations; they check what was typed and write nothing."""
