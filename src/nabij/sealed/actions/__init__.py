"""Writing sealed bytes: one's own vault, and the boxes that subjects keep."""

from nabij.sealed.actions.boxes import (
    add_grants,
    clear_grants,
    create_shred_key,
    destroy_grants,
    has_shred_key,
    has_visitor,
    is_kept,
    withdraw_grants,
    write_sealed,
)
from nabij.sealed.actions.files import keep_file, receive, scratch_file
from nabij.sealed.actions.many import (
    added_to,
    create_shred_keys,
    destroy_box,
    destroy_shred_keys,
    empty_boxes,
    fill_boxes,
)
from nabij.sealed.actions.own_vault import (
    change_slots,
    forget_draft,
    rotate_vault,
    save_bundle,
    save_draft,
    save_keyring,
    set_up_vault,
)
from nabij.sealed.actions.story import hand_story_keys, write_sections

__all__ = [
    "add_grants",
    "added_to",
    "change_slots",
    "clear_grants",
    "create_shred_key",
    "create_shred_keys",
    "destroy_box",
    "destroy_grants",
    "destroy_shred_keys",
    "empty_boxes",
    "fill_boxes",
    "forget_draft",
    "hand_story_keys",
    "has_shred_key",
    "has_visitor",
    "is_kept",
    "keep_file",
    "receive",
    "rotate_vault",
    "save_bundle",
    "save_draft",
    "save_keyring",
    "scratch_file",
    "set_up_vault",
    "withdraw_grants",
    "write_sealed",
    "write_sections",
]
