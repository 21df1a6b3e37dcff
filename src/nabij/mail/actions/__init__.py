"""Putting mails out, choosing to get them, and sending them."""

from nabij.mail.actions.choices import choose
from nabij.mail.actions.outbox import is_on, note_seen, remind, remind_in, tell_visitor, tell_visitor_in
from nabij.mail.actions.sending import send_waiting
from nabij.mail.actions.visitors import drop_address, keep_address, note_look

__all__ = [
    "choose",
    "drop_address",
    "is_on",
    "keep_address",
    "note_look",
    "note_seen",
    "remind",
    "remind_in",
    "send_waiting",
    "tell_visitor",
    "tell_visitor_in",
]
