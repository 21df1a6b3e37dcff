"""What can be wrong with what somebody gave, in finished Dutch and English: what happened, and what to do.

Proof note. Before: the name of a flaw and the values that its sentence needs. After: one line without control
characters; of the input it repeats labels, cut short, and of its counts only a given total that is wrong, with its
true sum. That is true whatever its size, so the terminal is for the maker alone.
"""

import unicodedata

from nabij_disclosure.errors import MalformedTable

LANGUAGES = ("nl", "en")
_LONGEST = 60
_NOTHING = {"nl": "Er is niets geschreven.", "en": "Nothing was written."}
_ROW = {"nl": "Rij", "en": "Row"}
_FIX = {"nl": "Verbeter dat en probeer het opnieuw.", "en": "Correct it and try again."}
_WHOLE = {"nl": "Vul een heel getal vanaf 0 in.", "en": "Fill in a whole number from 0 up."}

FLAWS: dict[str, dict[str, tuple[str, str]]] = {
    "empty": {
        "nl": ("Het bestand heeft geen rijen met cijfers.", "Geef een bestand met een kop en minstens één rij."),
        "en": ("The file has no rows with figures.", "Give a file with a header and at least one row."),
    },
    "too_long": {
        "nl": ("Het bestand is groter dan {most} MB.", "Tel eerst op tot een tabel van minder cellen."),
        "en": ("The file is larger than {most} MB.", "Add up to a table of fewer cells first."),
    },
    "not_utf8": {
        "nl": ("Dit is geen UTF-8.", "Kies bij opslaan voor CSV UTF-8."),
        "en": ("This is not UTF-8.", "Choose CSV UTF-8 when you save."),
    },
    "control": {
        "nl": ("Er staat een onzichtbaar teken of een regeleinde in een veld.", "Haal dat teken weg."),
        "en": ("A field holds an invisible character or a line break.", "Remove that character."),
    },
    "quotes": {
        "nl": ("De aanhalingstekens kloppen niet, of een veld is te lang.", _FIX["nl"]),
        "en": ("The quotation marks are wrong, or a field is too long.", _FIX["en"]),
    },
    "no_count": {
        "nl": (
            "De laatste kolom heet niet count, freq of aantal, of er is geen kolom voor.",
            "Geef de kolom met de aantallen als laatste; scheid met een komma, puntkomma of tab, zonder een aan het "
            "eind.",
        ),
        "en": (
            "The last column is not named count, freq or aantal, or no column stands before it.",
            "Put the column with the counts last; separate by comma, semicolon or tab, with none at the end.",
        ),
    },
    "excel": {
        "nl": ("Dit is een Excel-bestand.", "Kies Opslaan als, CSV UTF-8."),
        "en": ("This is an Excel file.", "Choose Save as, CSV UTF-8."),
    },
    "other_count": {
        "nl": (
            "De laatste kolom heet {name}.",
            "Zet elke combinatie op een eigen rij, met het aantal als laatste kolom, en noem die kolom aantal.",
        ),
        "en": (
            "The last column is named {name}.",
            "Give each combination a row of its own, with its count in the last column, and name that column count.",
        ),
    },
    "new_names": {
        "nl": (
            "{name} in kolom {dimension} staat in geen eerdere tabel, en zo past deze tabel niet bij de geschiedenis.",
            "Schrijf de naam als eerst, of zeg met --hierarchy {dimension}=indeling.json wat is samengevoegd, "
            'bijvoorbeeld {{"Gouda en Leiden": ["Gouda", "Leiden"], "Rotterdam": []}}.',
        ),
        "en": (
            "{name} in column {dimension} is in no earlier table, and so this table does not fit the history.",
            "Write the name as before, or say with --hierarchy {dimension}=groups.json what was merged, "
            'for example {{"Gouda and Leiden": ["Gouda", "Leiden"], "Rotterdam": []}}.',
        ),
    },
    "column_twice": {
        "nl": ("Kolom {name} komt twee keer voor.", "Geef elke kolom een eigen naam."),
        "en": ("Column {name} occurs twice.", "Give each column its own name."),
    },
    "columns": {
        "nl": ("Hier staan {found} velden en in de kop {wanted}.", _FIX["nl"]),
        "en": ("There are {found} fields here and {wanted} in the header.", _FIX["en"]),
    },
    "no_label": {
        "nl": (
            "Een naam is leeg.",
            "Stonden cellen samengevoegd? Herhaal de naam erboven. Is het een totaal? Schrijf Totaal. Weet je het "
            "niet? Schrijf onbekend. Staat er een scheidingsteken te veel achter de kop? Haal het weg.",
        ),
        "en": (
            "A name is empty.",
            "Were cells merged? Repeat the name above. Is it a total? Write Total. Do you not know? Write unknown. "
            "Does the header end with one separator too many? Take it away.",
        ),
    },
    "long_label": {
        "nl": ("Een naam is langer dan {most} tekens.", "Maak hem korter."),
        "en": ("A name is longer than {most} characters.", "Make it shorter."),
    },
    "formula": {
        "nl": ("{name} begint als een formule voor een rekenblad.", "Begin de naam met een letter of cijfer."),
        "en": ("{name} begins like a formula of a spreadsheet.", "Begin the name with a letter or digit."),
    },
    "no_number": {
        "nl": ("{name} is geen aantal.", _WHOLE["nl"]),
        "en": ("{name} is no count.", _WHOLE["en"]),
    },
    "no_value": {"nl": ("Het aantal is leeg.", _WHOLE["nl"]), "en": ("The count is empty.", _WHOLE["en"])},
    "negative": {"nl": ("Het aantal is negatief.", _WHOLE["nl"]), "en": ("The count is negative.", _WHOLE["en"])},
    "fraction": {
        "nl": ("Het aantal is geen heel getal.", f"{_WHOLE['nl']} Gebruik geen punt of komma."),
        "en": ("The count is no whole number.", f"{_WHOLE['en']} Use no point or comma."),
    },
    "huge": {
        "nl": ("Tot hier telt de tabel meer dan {most} mensen.", "Kijk of het aantal klopt."),
        "en": ("Up to here the table counts over {most} people.", "See whether the count is right."),
    },
    "twice": {
        "nl": (
            "{name} stond al in rij {earlier}.",
            "Zijn het twee groepen? Geef één rij met de som. Is het twee keer dezelfde? Haal er één weg.",
        ),
        "en": (
            "{name} was in row {earlier} already.",
            "Are they two groups? Give one row with their sum. Is it the same one twice? Take one away.",
        ),
    },
    "only_totals": {
        "nl": ("Kolom {name} heeft alleen totalen.", "Geef ook de rijen waaruit ze bestaan, of laat de kolom weg."),
        "en": ("Column {name} has totals only.", "Give the rows that they sum too, or leave the column out."),
    },
    "does_not_add_up": {
        "nl": (
            "{name} zegt {given}, maar de cellen tellen op tot {sum}.",
            "Een combinatie zonder rij telt als nul. Vul haar in, verbeter het aantal of laat het totaal weg.",
        ),
        "en": (
            "{name} says {given}, but its cells add up to {sum}.",
            "A combination without a row counts as zero. Fill it in, correct the count or leave out the total.",
        ),
    },
    "too_many_cells": {
        "nl": ("De tabel heeft met totalen {found} cellen, meer dan {most}.", "Laat een kolom weg of voeg samen."),
        "en": ("With totals the table has {found} cells, over {most}.", "Leave out a column or merge."),
    },
    "unknown_node": {
        "nl": (
            "{name} staat niet in de indeling van {dimension}.",
            'Zet de naam in dat bestand, zonder groep zo: {{"Zorg": []}}, of verbeter de rij.',
        ),
        "en": (
            "{name} is not in the hierarchy of {dimension}.",
            'Add the name to that file, without a group so: {{"Care": []}}, or correct the row.',
        ),
    },
    "left_out": {
        "nl": (
            "{name} had in een eerdere tabel rijen en staat niet in de indeling van {dimension}.",
            "Zet de naam in dat bestand, of zeg erin waar hij bij hoort. Zonder rijen telt hij als nul.",
        ),
        "en": (
            "{name} had rows in an earlier table and is not in the hierarchy of {dimension}.",
            "Add the name to that file, or say in it what joins it. Without rows it counts as zero.",
        ),
    },
    "left_rows": {
        "nl": (
            "Een eerdere tabel over deze perioden telt mensen bij {name} in kolom {dimension}, en deze niet.",
            "Geef ook de rijen voor {name}, met 0 waar niemand kwam.",
        ),
        "en": (
            "An earlier table about these periods counts people for {name} in column {dimension}; this one does not.",
            "Give the rows for {name} too, with 0 where nobody came.",
        ),
    },
    "no_dimension": {
        "nl": ("De tabel heeft geen kolom {name}.", "Schrijf --hierarchy KOLOM=BESTAND.json met de naam uit de kop."),
        "en": ("The table has no column {name}.", "Write --hierarchy COLUMN=FILE.json with the name in the header."),
    },
    "part_of_whole": {
        "nl": (
            "{name} is een deel van {whole}, en die ging al naar buiten: een deel kan niet volgen op zijn geheel.",
            "Maak de tabel weer over {whole}, of noem ook de perioden die erbij kwamen. Moest je verbeteren? Begin een "
            "volgende keer bij de kortste periode.",
        ),
        "en": (
            "{name} is a part of {whole}, and that went out already: a part cannot follow its whole.",
            "Make the table of {whole} again, or name the periods that came after it too. Had you to correct? Begin "
            "with the shortest period next time.",
        ),
    },
    "near_disguise": {
        "nl": (
            "{name} in kolom {column} is bijna de som van de andere rijen, en lijkt een totaal onder een andere naam.",
            "Is dit een totaal? Noem het dan Totaal en verbeter het aantal. Is het iets anders? Geef het dan een "
            "andere naam.",
        ),
        "en": (
            "{name} in column {column} is nearly the sum of the other rows, and looks like a total by another name.",
            "Is this a total? Then name it Total and correct the count. Is it something else? Then rename it.",
        ),
    },
    "disguise": {
        "nl": (
            "{name} in kolom {column} is precies de som van andere rijen, en telt zo dubbel.",
            "Is dit een totaal? Noem het dan Totaal. Is het een groep? Geef haar op met --hierarchy.",
        ),
        "en": (
            "{name} in column {column} is exactly the sum of other rows, and so counts twice.",
            "Is this a total? Then name it Total. Is it a group? Give it with --hierarchy.",
        ),
    },
    "no_period": {
        "nl": ("De eerdere tabellen gaan over: {known}.", "Zeg met --period waar deze tabel over gaat."),
        "en": ("The earlier tables are about: {known}.", "Say with --period what this table is about."),
    },
    "like_period": {
        "nl": ("{name} is nieuw.", "Bedoelde je {known}? Schrijf de periode dan net zo bij --period."),
        "en": ("{name} is new.", "Did you mean {known}? Then write the period just so after --period."),
    },
    "near_period": {
        "nl": (
            "{name} is nieuw en lijkt op {known}.",
            "Is het dezelfde periode? Schrijf die dan net zo bij --period. Is het een andere? Voeg dan --new-period "
            "toe.",
        ),
        "en": (
            "{name} is new and looks like {known}.",
            "Is it the same period? Then write it just so after --period. Is it another? Then add --new-period.",
        ),
    },
    "year_period": {
        "nl": (
            "{name} is nieuw en lijkt een jaar met {known} erin.",
            'Telt de tabel die mee? Noem dan alle delen: --period "{parts}". Staat zij erbuiten? Voeg dan --new-period '
            "toe.",
        ),
        "en": (
            "{name} is new and looks like a year with {known} in it.",
            'Does the table count those? Then name every part: --period "{parts}". Is it apart? Then add --new-period.',
        ),
    },
    "unknown_period": {
        "nl": (
            "{name} is nieuw. De eerdere tabellen gaan over: {known}.",
            "Telt de tabel daar iets van mee? Noem dat dan ook bij --period, net zo geschreven. Is het echt een "
            "nieuwe, aparte periode? Voeg dan --new-period toe.",
        ),
        "en": (
            "{name} is new. The earlier tables are about: {known}.",
            "Does the table count any of those? Then name that too after --period, written just so. Is it really a "
            "new, separate period? Then add --new-period.",
        ),
    },
    "unnamed_period": {
        "nl": (
            "{name} is nieuw. De eerdere tabellen noemen geen periode.",
            "Telt de tabel die mee? Schrijf dan --period=-,{name}. Is het echt een nieuwe, aparte periode? Voeg dan "
            "--new-period toe.",
        ),
        "en": (
            "{name} is new. The earlier tables name no period.",
            "Does the table count those? Then write --period=-,{name}. Is it really a new, separate period? Then add "
            "--new-period.",
        ),
    },
    "hierarchy_shape": {
        "nl": (
            "Het bestand met de indeling van {dimension} is niet te lezen.",
            'Schrijf {{"Noord": ["A", "B"]}} of {{"A": "Noord", "B": "Noord"}}, in UTF-8. Noem elke naam, ook een '
            'zonder groep: {{"Noord": ["A", "B"], "Zorg": []}}.',
        ),
        "en": (
            "The file with the hierarchy of {dimension} cannot be read.",
            'Write {{"North": ["A", "B"]}} or {{"A": "North", "B": "North"}}, in UTF-8. Name every label, also one '
            'without a group: {{"North": ["A", "B"], "Care": []}}.',
        ),
    },
    "node_twice": {
        "nl": ("{name} staat twee keer in de indeling van {dimension}.", "Houd één plek."),
        "en": ("{name} is in the hierarchy of {dimension} twice.", "Keep one place."),
    },
    "node_loop": {
        "nl": ("De indeling van {dimension} leidt niet overal naar het totaal.", "Haal de kring eruit."),
        "en": ("The hierarchy of {dimension} does not lead to the total everywhere.", "Take the loop out."),
    },
}


class BadInput(MalformedTable):
    """A flaw by its name in ``FLAWS``, the row where there is one, the limit, and what else its sentence needs."""

    def __init__(self, flaw: str, row: int | None = None, **values: object) -> None:
        self.flaw = flaw
        self.values = {name: value if name == "most" else short(value) for name, value in values.items()}
        super().__init__(FLAWS[flaw]["en"][0].format(**self._said("en")), row)

    def sentence(self, language: str) -> str:
        """What happened, that nothing was written, what to do: one line."""
        happened, advice = (text.format(**self._said(language)) for text in FLAWS[self.flaw][language])
        where = "" if self.row is None else f"{_ROW[language]} {self.row}: "
        return f"{where}{happened} {_NOTHING[language]} {advice}"

    def _said(self, language: str) -> dict[str, str]:
        """The values as they stand in a sentence; a limit with its thousands apart, as the language writes it."""
        apart = {"nl": ".", "en": ","}[language]
        return {
            name: f"{value:,}".replace(",", apart) if isinstance(value, int) else str(value)
            for name, value in self.values.items()
        }


def short(value: object) -> str:
    """A value as it can stand in a sentence on a terminal: printable, and not long."""
    text = "".join("�" if unicodedata.category(sign)[0] in "CZ" and sign != " " else sign for sign in str(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
