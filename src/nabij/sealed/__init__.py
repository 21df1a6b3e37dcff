"""Slots, bundles, grants, records, files, drafts, manifests, shred keys: bytes and owners, no subject."""
