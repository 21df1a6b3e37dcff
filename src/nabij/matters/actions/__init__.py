"""Writing matters: each verb one function with a permit, one transaction, one audit line."""

from nabij.matters.actions.answers_given import answer
from nabij.matters.actions.hearing import hear
from nabij.matters.actions.importing import import_matters, touched_in, undo_import
from nabij.matters.actions.keeping import attach, note_encounter, open_matter, revise, tell_visitor
from nabij.matters.actions.register import close_matter, code_register, pass_turn, reopen_matter
from nabij.matters.actions.remembering import remember, share_memory
from nabij.matters.actions.same_visitor import say_same_visitor
from nabij.matters.actions.sharing import admit_visitor, record_exception, renew_keys, share, withdraw
from nabij.matters.actions.visitors import (
    destroy,
    hear_from_visitor,
    is_taken_on,
    promise_anew,
    take_on,
    wait_for_visitor,
)

__all__ = [
    "admit_visitor",
    "answer",
    "attach",
    "close_matter",
    "code_register",
    "destroy",
    "hear",
    "hear_from_visitor",
    "import_matters",
    "is_taken_on",
    "note_encounter",
    "open_matter",
    "pass_turn",
    "promise_anew",
    "record_exception",
    "remember",
    "renew_keys",
    "reopen_matter",
    "revise",
    "say_same_visitor",
    "share",
    "share_memory",
    "take_on",
    "tell_visitor",
    "touched_in",
    "undo_import",
    "wait_for_visitor",
    "withdraw",
]
