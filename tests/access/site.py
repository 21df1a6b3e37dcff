"""Health on every host, and the start pages of the visitor's and the board's."""

from tests.access import Row, everybody

ROWS = {
    "health": Row(everybody(200)),
    "demo_roles": Row(everybody(404)),
    "switch_role": Row(everybody(404), method="post"),
    "visitor:health": Row(everybody(200)),
    "board:health": Row(everybody(200)),
    "visitor:visitor_start": Row(everybody(200)),
    "board:board_start": Row(everybody(200)),
}
