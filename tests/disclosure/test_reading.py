"""A file of counts becomes a table, or a refusal that names the row."""

import json
import random

import pytest

from nabij_disclosure.flaws import FLAWS, LANGUAGES, BadInput
from nabij_disclosure.hierarchy import read_hierarchy
from nabij_disclosure.reading import Given, read_table
from nabij_disclosure.table import TOTAL, Dimension
from nabij_disclosure.writing import protected_csv

GOOD = "regio,aard,count\nNoord,pesten,12\nNoord,agressie,3\nZuid,pesten,20\nZuid,agressie,17\nTotaal,Totaal,52\n"


def given(text: str | bytes, **hierarchies: object) -> Given:
    content = text if isinstance(text, bytes) else text.encode()
    known = {name: read_hierarchy(name, json.dumps(tree).encode()) for name, tree in hierarchies.items()}
    return read_table(content, name="t", hierarchies=known)


def flaw(text: str | bytes, **hierarchies: object) -> BadInput:
    with pytest.raises(BadInput) as caught:
        given(text, **hierarchies)
    return caught.value


def test_a_table_holds_every_inner_cell_and_its_margins() -> None:
    table = given(GOOD).table
    assert table.counts["Noord", "agressie"] == 3
    assert table.values["Totaal", "Totaal"] == 52
    assert [one.name for one in table.dimensions] == ["regio", "aard"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("name", ["count", "freq", "aantal", "Count"])
def test_every_way_to_write_the_same_file_gives_the_same_table(sign: str, end: str, start: str, name: str) -> None:
    text = start + GOOD.replace("count", name).replace(",", sign).replace("\n", end)
    found = given(text)
    assert found.table == given(GOOD).table
    assert (found.delimiter, found.bom) == (sign, bool(start))


def test_quoted_fields_may_hold_the_delimiter() -> None:
    assert ("a, b", "c") in given('x,y,freq\n"a, b",c,3\nd,"c",4\n').table.counts


def test_names_that_look_the_same_are_one() -> None:
    assert flaw("x,freq\ncaf\u00e9,3\ncafe\u0301,4\n").flaw == "twice"


def test_a_combination_without_a_row_counts_as_zero() -> None:
    found = given("x,y,freq\na,p,3\nb,q,4\n")
    assert (found.table.counts["a", "q"], found.missing) == (0, (("a", "q"), ("b", "p")))


def test_the_order_of_the_rows_leaves_no_trace() -> None:
    header, *rows = GOOD.splitlines()
    tables = set()
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        table = given("\n".join((header, *rows))).table
        tables.add((tuple(table.counts), table.cells))
    assert len(tables) == 1


def test_names_are_sorted_as_people_do() -> None:
    assert given("x,freq\nK10,3\nK9,4\nk1,5\n").table.dimensions[0].leaves == ("k1", "K9", "K10")


def test_a_list_gives_the_order_of_names() -> None:
    assert given("x,freq\nfeb,3\njan,4\n", x=["jan", "feb", "mrt"]).table.dimensions[0].leaves == ("jan", "feb", "mrt")


@pytest.mark.parametrize(
    "tree",
    [
        {"Noord": ["a", "b"], "Zuid": ["c"]},
        {"Noord": {"a": {}, "b": None}, "Zuid": {"c": []}},
        {"Totaal": {"Noord": ["a", "b"], "Zuid": ["c"]}},
        {"a": "Noord", "b": "Noord", "c": "Zuid"},
        {"Noord": "Total", "a": "Noord", "b": "Noord", "Zuid": "Totaal", "c": "Zuid"},
    ],
)
def test_every_shape_of_a_hierarchy_means_the_same(tree: object) -> None:
    table = given("x,freq\na,3\nb,4\nc,5\nNoord,7\n", x=tree).table
    assert dict(table.dimensions[0].parents) == {
        "Noord": "Totaal",
        "a": "Noord",
        "b": "Noord",
        "Zuid": "Totaal",
        "c": "Zuid",
    }
    assert table.values["Noord",] == 7


def test_a_group_with_rows_and_nothing_under_it_is_a_leaf_that_joins() -> None:
    tree = {"Noord": {"N1": ["a", "b"], "N2": ["c"]}, "Zuid": ["d", "e"]}
    (dimension,) = given("x,freq\nNoord,3\nd,4\n", x=tree).table.dimensions
    assert dimension.leaves == ("Noord", "d", "e")
    assert dimension.joins == {"Noord": ("a", "b", "c")}
    assert given("x,freq\nN1,3\nc,4\nNoord,7\n", x=tree).table.dimensions[0].joins == {"N1": ("a", "b")}


@pytest.mark.parametrize(
    ("tree", "name"),
    [
        (3, "hierarchy_shape"),
        ({}, "hierarchy_shape"),
        ([], "hierarchy_shape"),
        ({"a": 3}, "hierarchy_shape"),
        ([["a"]], "hierarchy_shape"),
        (["a", "a"], "node_twice"),
        ({"N": ["a"], "Z": ["a"]}, "node_twice"),
        ({"a": "b", "b": "a"}, "node_loop"),
        ({"=a": "b"}, "formula"),
        ({"": "b"}, "no_label"),
    ],
)
def test_a_hierarchy_that_is_none_is_refused(tree: object, name: str) -> None:
    assert flaw("x,freq\na,3\n", x=tree).flaw == name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff", "hierarchy_shape"),
        (b"{", "hierarchy_shape"),
        (b"[" * 100_000, "hierarchy_shape"),
        (b'{"a":"b","a":"c"}', "node_twice"),
        (b'["a"' + b" " * 1_000_000 + b"]", "hierarchy_shape"),
    ],
    ids=["no text", "cut off", "too deep", "a node twice", "too long"],
)
def test_a_hierarchy_file_that_is_no_json_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_hierarchy("x", content)
    assert caught.value.flaw == name


@pytest.mark.parametrize(
    ("text", "name", "row"),
    [
        ("", "empty", None),
        ("\n\n", "empty", None),
        ("x,freq\n", "empty", None),
        ("x,getal\na,3\n", "other_count", 1),
        ("freq\n3\n", "no_count", 1),
        ("x,X,freq\na,b,3\n", "column_twice", 1),
        ("x,,freq\na,b,3\n", "no_label", 1),
        ("x,freq\na,3\nb\n", "columns", 3),
        ("x,freq\na,3\n\nb,4,5\n", "columns", 4),
        ("x,freq\na,3\n ,4\n", "no_label", 3),
        ("x,freq\na,3\n=1+1,4\n", "formula", 3),
        ("x,freq\na,3\n@a,4\n", "formula", 3),
        ("x,freq\na,\n", "no_value", 2),
        ("x,freq\na,-3\n", "negative", 2),
        ("x,freq\na,3.5\n", "fraction", 2),
        ("x;freq\na;3,0\n", "fraction", 2),
        ("x,freq\na,1.000\n", "fraction", 2),
        ("x,freq\na,drie\n", "no_number", 2),
        ("x,freq\na,٣\n", "no_number", 2),
        ("x,freq\na,1e3\n", "no_number", 2),
        ("x,freq\na,+3\n", "no_number", 2),
        ("x,freq\na,100000001\n", "huge", 2),
        ("x,freq\na," + "9" * 5000 + "\n", "huge", 2),
        ("x,freq\na,90000000\nb,90000000\n", "huge", 3),
        ("x,freq\na,3\nb,2\na,3\n", "twice", 4),
        ("x,freq\na,3\nb,2\nTotal,6\n", "does_not_add_up", 4),
        ("x,y,freq\nTotaal,p,3\n", "only_totals", 2),
        ('x,freq\na,3\n"b,4\nc,5\n', "quotes", 3),
        ("\n" + "x" * 140_000 + ",freq\na,3\n", "quotes", 2),
        ('x,freq\n"a\nb",3\n', "control", 2),
        ("x,freq\na\u200bb,3\n", "control", 2),
        ("x,freq\n" + "a" * 201 + ",3\n", "long_label", 2),
        (b"x,freq\na,3\n\xff,4\n", "not_utf8", 3),
        ("x,freq\na,3\n".encode("utf-16"), "not_utf8", 1),
        (b"x,freq\na\0,3\n", "control", 2),
        ("a,b,c,freq\n" + "".join(f"{n},{n},{n},1\n" for n in range(100)), "too_many_cells", None),
        (b"x,freq\n" + b"a" * 20_000_000, "too_long", None),
    ],
)
def test_what_is_no_table_is_refused_with_its_row(text: str | bytes, name: str, row: int | None) -> None:
    found = flaw(text)
    assert (found.flaw, found.row) == (name, row)


def test_a_name_outside_its_hierarchy_and_a_hierarchy_without_a_column_are_refused() -> None:
    found = flaw("x,freq\na,3\nb,4\n", x=["a"])
    assert (found.flaw, found.row) == ("unknown_node", 3)
    assert flaw("x,freq\na,3\n", y=["a"]).flaw == "no_dimension"


def test_every_flaw_is_one_line_that_says_what_to_do_in_both_languages() -> None:
    values = {
        "name": "a\x1b[31m\nb" * 30,
        "dimension": "d",
        "found": 1,
        "wanted": 2,
        "earlier": 3,
        "given": 4,
        "sum": 5,
        "known": "K1",
        "column": "c",
        "parts": "K1,K2",
        "whole": "K1+K2",
        "most": 20_000,
    }
    for name in FLAWS:
        for language, nothing in zip(LANGUAGES, ("Er is niets geschreven.", "Nothing was written."), strict=True):
            said = BadInput(name, 7, **values).sentence(language)
            assert nothing in said
            assert said.isprintable(), said
            assert said.endswith(".")
            assert "7: " in said


def test_what_a_newcomer_gives_is_named() -> None:
    assert "Dit is een Excel-bestand." in flaw(b"PK\x03\x04\0\0").sentence("nl")
    assert "Zet elke combinatie op een eigen rij" in flaw("team;x;y;Totaal\na;3;4;7\n").sentence("nl")
    assert "Herhaal de naam erboven" in flaw("team;jaar;aantal\na;1;8\n;2;9\n").sentence("nl")
    assert "Geef één rij met de som." in flaw("team;aantal\na;8\na;9\n").sentence("nl")
    assert "zonder een aan het eind" in flaw("team;aantal;\na;8;\n").sentence("nl")
    assert "De laatste kolom heet bezoekers." in flaw("team;bezoekers\na;3\n").sentence("nl")
    assert given("team;jaar;aantal\na;1;8\n;;\nb;1;9\n;;\n").table.values["Totaal", "1"] == 17


DISGUISED = "team;jaar;aantal\na;1;7\na;2;3\na;3;4\nb;1;8\nb;2;5\nb;3;6\n"


@pytest.mark.parametrize(
    "word",
    [
        "Totaal\u00a0",
        "Grand  total",
        "Grand\u00a0Total",
        "Ｔｏｔａａｌ",
        "Eindtotaal",
        "Tot.",
        "tot",
        "Grand Total",
        "TOTALEN",
    ],
)
def test_every_word_for_the_total_of_all_is_a_margin(word: str) -> None:
    given = read_table(f"{DISGUISED}{word};1;15\n".encode(), name="t")
    assert given.table.dimensions[0].leaves == ("a", "b")


def test_names_that_differ_in_white_space_only_are_one() -> None:
    assert flaw("x,freq\nTeam Noord,3\nTeam \u00a0Noord\u2009,4\n").flaw == "twice"


def test_limits_are_said_as_the_language_writes_numbers() -> None:
    found = flaw("a,b,c,freq\n" + "".join(f"{n},{n},{n},1\n" for n in range(100)))
    assert "meer dan 20.000." in found.sentence("nl")
    assert "over 20,000." in found.sentence("en")
    assert "200 tekens" in flaw("x,freq\n" + "a" * 201 + ",3\n").sentence("nl")


def disguised(text: str, **hierarchies: Dimension) -> str:
    with pytest.raises(BadInput) as caught:
        read_table(text.encode(), name="t", hierarchies=hierarchies)
    return caught.value.sentence("nl")


def test_a_total_under_another_name_is_refused_by_that_name() -> None:
    alle = "Alle;1;15\nAlle;2;8\nAlle;3;10\n"
    assert "Alle in kolom team is precies de som van andere rijen" in disguised(DISGUISED + alle)
    later = "c;1;1\nc;2;9\nc;3;2\n"
    assert "Subtotaal in kolom team" in disguised(DISGUISED + alle.replace("Alle", "Subtotaal") + later)
    assert "Alle in kolom team" in disguised("team;jaar;aantal\n" + later + alle + DISGUISED.partition("\n")[2])


def test_a_sum_that_may_be_chance_a_group_of_a_hierarchy_and_a_twin_beside_nobody_are_read() -> None:
    few = read_table(b"team;jaar;aantal\na;1;7\na;2;30\nb;1;8\nb;2;5\nSamen;1;15\nSamen;2;35\n", name="t")
    assert [(one.label, one.sure) for one in few.doubtful] == [("Samen", False)]
    group = Dimension("team", {"Alle": TOTAL, "a": "Alle", "b": "Alle"})
    alle = DISGUISED + "Alle;1;15\nAlle;2;8\nAlle;3;10\n"
    assert read_table(alle.encode(), name="t", hierarchies={"team": group}).doubtful == ()
    twins = "team;jaar;aantal\na;1;9\na;2;7\na;3;8\nb;1;0\nb;2;0\nb;3;0\nc;1;9\nc;2;7\nc;3;8\nd;1;5\nd;2;6\nd;3;9\n"
    assert read_table(twins.encode(), name="t").doubtful == ()
    other = DISGUISED + "c;1;15\nc;2;9\nc;3;11\n"
    assert read_table(other.encode(), name="t").doubtful == ()


CORNERLESS = (
    "regio,aard,aantal\nNoord,pesten,12\nNoord,intimidatie,3\nNoord,Alle,15\nZuid,pesten,20\nZuid,intimidatie,17\n"
    "Zuid,Alle,37\nOost,pesten,19\nOost,intimidatie,14\nOost,Alle,33\nAlle,pesten,51\nAlle,intimidatie,34\n"
)


def test_a_total_under_another_name_is_found_though_the_corner_has_no_row() -> None:
    assert "Alle in kolom regio is precies de som" in disguised(CORNERLESS)
    assert "Alles bij elkaar in kolom regio is precies" in disguised(CORNERLESS.replace("Alle,", "Alles bij elkaar,"))
    assert "Bij elkaar in kolom aard is precies" in disguised(CORNERLESS.replace("Alle,", "Bij elkaar,"))


def test_a_sum_that_is_wrong_in_one_row_is_warned_of_and_refused_under_a_word_for_a_total() -> None:
    wrong = CORNERLESS.partition("Alle,pesten")[0].replace("33", "32")
    found = read_table(wrong.replace("Alle", "Samen").encode(), name="t").doubtful
    assert [(one.label, one.sure, one.exact) for one in found] == [("Samen", False, False)]
    assert "Alle in kolom aard is bijna de som" in disguised(wrong)


@pytest.mark.parametrize("word", ["alle", "Alles", "ALL", "Som", "Sum", "Subtotaal", "Overall", "Gesamt", "Insgesamt"])
def test_a_bare_word_for_a_total_that_sums_is_refused_in_the_smallest_table(word: str) -> None:
    assert f"{word} in kolom regio is precies" in disguised(f"regio,aantal\nNoord,12\nZuid,3\nOost,9\n{word},24\n")
    assert f"{word} in kolom regio is bijna" in disguised(f"regio,aantal\nNoord,12\nZuid,3\nOost,9\n{word},25\n")
    assert read_table(f"regio,aantal\nNoord,13\nZuid,3\nOost,9\n{word},4\n".encode(), name="t").doubtful == ()


WHOLE = "afdeling;soort;aantal\nA;klacht;12\nA;vraag;3\nB;klacht;20\nB;vraag;14\nC;klacht;9\nC;vraag;31\n"


@pytest.mark.parametrize(
    "name",
    [
        "Totaal gemeente",
        "Gemeente",
        "Gemeente (totaal)",
        "Alle afdelingen",
        "Hele organisatie",
        "Som van alles",
        "Gezamenlijk",
        "All units",
        "Company",
    ],
)
def test_a_name_that_begins_as_a_total_or_is_that_of_a_whole_is_refused_when_it_sums_or_nearly(name: str) -> None:
    assert f"{name} in kolom afdeling is precies" in disguised(f"{WHOLE}{name};klacht;41\n{name};vraag;48\n")
    assert f"{name} in kolom afdeling is bijna" in disguised(f"{WHOLE}{name};klacht;42\n{name};vraag;48\n")
    assert f"{name} in kolom afdeling is bijna" in disguised(f"{WHOLE}{name};klacht;42\n{name};vraag;49\n")
    assert read_table(f"{WHOLE}{name};klacht;6\n{name};vraag;9\n".encode(), name="t").doubtful == ()


def test_one_right_figure_of_two_is_warned_of_whatever_the_name_where_the_sums_are_close() -> None:
    for figures, told in (((42, 48), [("Zorg", False, False)]), ((9, 48), []), ((42, 49), [])):
        found = read_table(f"{WHOLE}Zorg;klacht;{figures[0]}\nZorg;vraag;{figures[1]}\n".encode(), name="t").doubtful
        assert [(one.label, one.sure, one.exact) for one in found] == told


def test_two_kinds_of_whole_that_are_as_large_by_chance_are_read() -> None:
    assert read_table(b"soort;aantal\nBedrijf;41\nParticulier;43\n", name="t").doubtful == ()


@pytest.mark.parametrize("sign", "=+-@\u2212\ufe62\ufe63\ufe66\u207a\u208c\u207b\uff1d\ufe6b")
def test_a_name_that_a_spreadsheet_may_take_for_a_formula_is_refused(sign: str) -> None:
    assert flaw(f"x,freq\n{sign}1,3\n").flaw == "formula"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_name_with_any_separator_is_printed_in_quotes(delimiter: str) -> None:
    name = 'A,=HYPERLINK(1);"x'
    table = read_table(f'x{delimiter}freq\n"{name.replace(chr(34), chr(34) * 2)}"{delimiter}12\n'.encode(), name="t")
    text = protected_csv(table, table.table.values, "Total").decode()
    assert text == f'x{delimiter}freq\n"A,=HYPERLINK(1);""x"{delimiter}12\nTotal{delimiter}12\n'


def test_a_wrong_total_is_named_by_the_word_of_the_file() -> None:
    assert "b | Grand total says 9" in flaw("x,y,freq\nb,c,3\nb,d,4\nb,Grand total,9\n").sentence("en")
