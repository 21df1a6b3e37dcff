"""Health on every host, and the start pages of the visitor's and the board's."""

from tests.access import Row, everybody

ROWS = {
    "health": Row(everybody(200)),
    "visitor:health": Row(everybody(200)),
    "board:health": Row(everybody(200)),
    "visitor:visitor_start": Row(everybody(200)),
    "board:board_start": Row(everybody(200)),
}
