"""Health on every host, and the start pages of the visitor's and the board's."""

from tests.access import Row, everybody

ROWS = {
    "health": Row(everybody(200)),
    "demo_roles": Row(everybody(404)),
    "demo_mail": Row(everybody(404)),
    "switch_role": Row(everybody(404), method="post"),
    "visitor:health": Row(everybody(200)),
    "board:health": Row(everybody(200)),
    "visitor:visitor_start": Row(everybody(200)),
    # of no organisation; an open one is tested in tests/contact
    "visitor:entrance": Row(everybody(404), address=lambda world: {"code": "nergens"}),
    "visitor:leave": Row(everybody(303)),
    # whoever is signed in here goes on to the reports
    "board:board_start": Row({**everybody(200), "daan": 302}),
    "board:demo_roles": Row(everybody(404)),
    "board:switch_role": Row(everybody(404), method="post"),
}
