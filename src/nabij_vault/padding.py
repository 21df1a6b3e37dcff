"""Padding, so that a length tells little. ISO/IEC 7816-4 with fixed sizes, then Padmé (PURBs, Nikitin et al. 2019)."""

from nabij_vault.errors import BadPadding

SIZES = (256, 1024, 4096, 16384)


def padded(length: int) -> int:
    """The padded size, in bytes, that holds `length` bytes."""
    for size in SIZES:
        if length <= size:
            return size
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def is_padded_size(length: int) -> bool:
    """Whether `padded` yields this length for some content."""
    return length >= SIZES[0] and padded(length) == length


def pad(content: bytes) -> bytes:
    """`content`, 0x80, and zeros up to a padded size."""
    return (content + b"\x80").ljust(padded(len(content) + 1), b"\x00")


def unpad(block: bytes) -> bytes:
    """The content of a padded block. BadPadding when `pad` could not have made its length or its end."""
    if not is_padded_size(len(block)):
        raise BadPadding("not a padded size")
    content = block.rstrip(b"\x00")
    if not content.endswith(b"\x80"):
        raise BadPadding("no padding mark")
    return content[:-1]
