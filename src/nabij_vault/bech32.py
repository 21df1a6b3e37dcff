"""Bech32 (BIP 173) without its length limit, as age writes identities and recipients."""

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6


def encode(prefix: str, data: bytes) -> str:
    """Lower-case Bech32 of `data` under `prefix`."""
    digits = _regroup(list(data), 8, 5, fill=True)
    polymod = _polymod(_expand(prefix) + digits + [0] * _CHECKSUM_LENGTH) ^ 1
    checksum = [polymod >> 5 * (5 - place) & 31 for place in range(_CHECKSUM_LENGTH)]
    return prefix + "1" + "".join(_ALPHABET[digit] for digit in digits + checksum)


def decode(prefix: str, text: str) -> bytes:
    """The bytes in `text`, all upper or all lower case. ValueError when it is not Bech32 under `prefix`."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    found, _, tail = text.lower().rpartition("1")
    if found != prefix or len(tail) < _CHECKSUM_LENGTH or any(letter not in _ALPHABET for letter in tail):
        raise ValueError(f"not a {prefix} text")
    digits = [_ALPHABET.index(letter) for letter in tail]
    if _polymod(_expand(prefix) + digits) != 1:
        raise ValueError("wrong checksum")
    return bytes(_regroup(digits[:-_CHECKSUM_LENGTH], 5, 8, fill=False))


def _expand(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(digits: list[int]) -> int:
    checksum = 1
    for digit in digits:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                checksum ^= generator
    return checksum


def _regroup(digits: list[int], width: int, new_width: int, *, fill: bool) -> list[int]:
    held, bits, out = 0, 0, []
    for digit in digits:
        held = held << width | digit
        bits += width
        while bits >= new_width:
            bits -= new_width
            out.append(held >> bits & (1 << new_width) - 1)
        held &= (1 << bits) - 1
    if fill and bits:
        out.append(held << new_width - bits & (1 << new_width) - 1)
    elif not fill and (bits >= width or held):
        raise ValueError("bits left over")
    return out
