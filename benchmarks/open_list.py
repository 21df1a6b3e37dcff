"""*Vandaag* with 500 matters: from the open vault to the drawn list, in a real browser at a real server."""

from benchmarks.command import run
from benchmarks.figures import Figure, median
from benchmarks.installation import installation

TITLE = "Opening the list of 500 matters"
MATTERS, RUNS, QUICK_RUNS = 500, 9, 2
MOST = 300


def measure(quick: bool) -> list[Figure]:
    """Medians over several loads of the page; every load opens a locked vault."""
    with installation() as here:
        from tests.browser.surroundings import Site

        from benchmarks.practised import make_counsellor, open_today, tab_with_passkey

        counsellor = make_counsellor(MATTERS)
        with here.serving() as server, tab_with_passkey(counsellor, Site(server.port)) as tab:
            openings = [open_today(tab, Site(server.port), counsellor) for _ in range(QUICK_RUNS if quick else RUNS)]
    whole = [one.painted - one.open for one in openings]
    rest = [one.painted - min(end for _, end in one.fetches) for one in openings]
    fetch = [min(end for _, end in one.fetches) - one.open for one in openings]
    return [
        Figure("open and draw 500 cards, from their arrival to the painted list", median(rest), "ms", MOST),
        Figure("fetch, open and draw, from the open vault to the painted list", median(whole), "ms", MOST),
        Figure("the same, fastest", min(whole), "ms"),
        Figure(f"the same, slowest of {len(whole)}", max(whole), "ms"),
        Figure("of which the first answer of kaarten.json", median(fetch), "ms"),
        Figure("of which layout and paint", median([one.painted - one.drawn for one in openings]), "ms"),
        Figure("processor time of the page's process, unlocking included", median([one.own for one in openings]), "ms"),
        Figure("times that the page asks for kaarten.json", median([len(one.fetches) for one in openings]), ""),
    ]


if __name__ == "__main__":
    run(TITLE, measure)
