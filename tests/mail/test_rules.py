"""What a mail may say, and when it goes."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nabij.mail import rules
from nabij.mail.rules import Text
from nabij.site.configuration import configuration

HERE = ZoneInfo("Europe/Amsterdam")
EVERY = [(text, language) for text in Text for language in ("nl", "en", "fy")]
# what would tell somebody who looks over a shoulder who writes, where, or about what
TELLING = (
    "nabij|vertrouwens|praktijk|organisatie|counsel|confidential|gesprek|conversation|melding|signaal|klacht|werk|"
    "school|kwestie|bezoeker|inlog|log in|kluis|\\bwoorden|words|http|www|://|@|localhost"
)


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(("text", "language"), EVERY)
def test_no_mail_says_who_writes_or_where_or_about_whom(text: Text, language: str, tmp_path: object) -> None:
    letter = rules.letter(text, language)
    hosts = configuration({"NABIJ_DATA": str(tmp_path)}).hosts.values()
    assert not re.search(TELLING, f"{letter.subject} {letter.body}", re.IGNORECASE)
    assert not any(host in letter.body for host in hosts)
    # no name and no address: nothing but the first word of a sentence has a capital, and there is no dot within a word
    assert not re.search(r"(?<![.\n] )(?<!\n)(?<!^)\b[A-Z]", letter.body)
    assert not re.search(r"\w\.\w", letter.body)
    assert letter.body.isascii()


def test_every_subject_is_the_same_in_a_language() -> None:
    assert {rules.letter(text).subject for text in Text} == {"Nieuw bericht"}
    assert rules.letter(Text.VISITOR, "en").subject == "New message"
    assert rules.letter(Text.VISITOR, "fy") == rules.letter(Text.VISITOR)


def test_a_counsellors_mail_waits_for_the_morning_and_a_boards_goes_at_once() -> None:
    for now, then in ((at(7, 59), at(8)), (at(8), at(8, day=11)), (at(23), at(8, day=11))):
        assert rules.for_account(Text.COUNSELLOR, now, had_one_today=False) == then
    assert rules.for_account(Text.REPORT, at(15), had_one_today=False) == at(15)
    assert rules.for_account(Text.REPORT, at(15), had_one_today=True) == at(8, day=11)
    # before the morning it is the same day still
    for text in (Text.REPORT, Text.COUNSELLOR):
        assert rules.for_account(text, at(1), had_one_today=True) == at(8, day=11)


def test_the_morning_is_eight_o_clock_on_the_clock_also_when_that_is_put_forward() -> None:
    evening = datetime(2026, 3, 28, 22, tzinfo=HERE)
    assert rules.next_morning(evening) == datetime(2026, 3, 29, 8, tzinfo=HERE)
    assert rules.next_morning(evening).utcoffset() == timedelta(hours=2)


def test_a_visitors_mail_comes_later_and_not_twice_on_a_day() -> None:
    assert rules.for_visitor(at(15), None, 20) == at(15, 20)
    assert rules.for_visitor(at(15), date(2026, 3, 9), 20) == at(15, 20)
    for hour in (1, 15):
        assert rules.for_visitor(at(hour), date(2026, 3, 10), 20) == at(8, 20, day=11)


def test_each_try_waits_longer_and_none_for_ever() -> None:
    waits = [rules.next_try(attempts, at(0)) - at(0) for attempts in range(1, 40)]
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
    assert not rules.is_hopeless(at(0), at(0, day=14))
    assert rules.is_hopeless(at(0), at(0, 1, day=14))
