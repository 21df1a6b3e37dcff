"""Whether two yearly counts differ by more than chance brings. Pure.

Given how many came in both years together, each of them came with the same chance in either year if nothing changed; so
the count of one year is then binomial with a half (the conditional test for two Poisson counts). Both ends count.

Proof note. Before: two whole numbers. After: true only where so large a difference, either way, has at most one chance
in twenty; the sum is exact. It takes people to come independently and the organisation to be as large in both years.
"""

from math import comb

ONE_IN = 20


def differs(then: int, now: int) -> bool:
    """Whether a reader may be told that it rose or fell."""
    together, least = then + now, min(then, now)
    tail = sum(comb(together, count) for count in range(least + 1))
    return then != now and 2 * tail * ONE_IN <= 2**together
