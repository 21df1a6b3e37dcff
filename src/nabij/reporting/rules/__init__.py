"""Decisions about the annual report: what silence may say, which words betray, and what is still missing. Pure."""
