"""Opening the vault with a passkey: from the credential's answer to the open vault."""

from benchmarks.command import run
from benchmarks.figures import Figure, median
from benchmarks.installation import installation

TITLE = "Unlocking by PRF"
MATTERS, RUNS, QUICK_RUNS = 500, 9, 2
MOST = 200


def measure(quick: bool) -> list[Figure]:
    """Medians for a keyring over the most matters; the authenticator's own time apart."""
    with installation() as here:
        from tests.browser.surroundings import Site

        from benchmarks.practised import make_counsellor, open_today, tab_with_passkey

        counsellor = make_counsellor(MATTERS)
        with here.serving() as server, tab_with_passkey(counsellor, Site(server.port)) as tab:
            openings = [open_today(tab, Site(server.port), counsellor) for _ in range(QUICK_RUNS if quick else RUNS)]
    unlocking = [one.open - one.answered for one in openings]
    return [
        Figure(f"unlock by PRF, keyring of {MATTERS} matters", median(unlocking), "ms", MOST),
        Figure("the same, fastest", min(unlocking), "ms"),
        Figure(f"the same, slowest of {len(unlocking)}", max(unlocking), "ms"),
        Figure("the authenticator itself (virtual)", median([one.answered - one.asked for one in openings]), "ms"),
    ]


if __name__ == "__main__":
    run(TITLE, measure)
