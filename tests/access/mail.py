"""One's own choice for mail, at both addresses; what the practice's office reads of it."""

from tests.access import Row, expect

ROWS = {
    "mail_choice": Row(expect(amina=200, bram=200, carla=200)),
    "board:mail_choice": Row(expect(daan=200)),
    "mail_standing": Row(expect(els=200)),
}
