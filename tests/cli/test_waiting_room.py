"""What waits on its way to the application."""

import io
import socket

from nabij_cli.waiting_room import AT_ONCE, _Unreader


def test_a_large_body_is_read_in_pieces_however_much_is_asked_for() -> None:
    here, there = socket.socketpair()
    with here, there:
        unreader = _Unreader(here)
        unreader.kept = io.BytesIO(bytes(3 * AT_ONCE + 5))
        pieces = []
        while piece := unreader.chunk(25_000_000):
            pieces.append(len(piece))
        assert pieces == [AT_ONCE, AT_ONCE, AT_ONCE, 5]
