"""The sentences of the command, Dutch (B1) and English side by side."""

from nabij_disclosure.flaws import LANGUAGES

_SAID: dict[str, tuple[str, str]] = {
    "title": ("# Uitleg bij deze tabel", "# About this table"),
    "shown": (
        "Van deze tabel {shown} er en {hidden}. Waar een x staat, is het cijfer verborgen. "
        "De drempel is {threshold}: een aantal daaronder is klein en kan naar een persoon wijzen.",
        "Of this table {shown} and {hidden}. An x marks a hidden figure. "
        "The threshold is {threshold}: a count below it is small and may point at a person.",
    ),
    "these_shown_one": ("staat 1 cijfer", "1 figure is shown"),
    "these_shown": ("staan {number} cijfers", "{number} figures are shown"),
    "these_not_one": ("1 niet", "1 is not"),
    "these_not": ("{number} niet", "{number} are not"),
    "all_shown": (
        "Alle {shown} cijfers van deze tabel staan er. De drempel is {threshold}: een aantal daaronder is klein en kan "
        "naar een persoon wijzen. Zo'n aantal is er niet.",
        "All {shown} figures of this table are shown. The threshold is {threshold}: a count below it is small and may "
        "point at a person. There is no such count.",
    ),
    "few_total": (
        "Het totaal is {high} of minder. Daarom staat er geen enkel cijfer.",
        "The total is {high} or less. So no figure is shown at all.",
    ),
    "too_few": (
        "Er is geen tabel, want het totaal ligt tussen {low} en {high}, nul inbegrepen. Alle cijfers zijn verborgen.",
        "There is no table, because the total lies between {low} and {high}, zero included. All figures are hidden.",
    ),
    "made": ("Gemaakt op {date} uit {source}.", "Made on {date} from {source}."),
    "unit": (
        "Deze uitleg geldt alleen als elk cijfer mensen telt, geen gesprekken of uren, en iemand die vaker kwam één "
        "keer telt. Wie de tabel maakte, weet dat; het programma kan het niet zien.",
        "This text holds only if every figure counts people, not conversations or hours, and somebody who came more "
        "often counts once. Whoever made the table knows that; the program cannot see it.",
    ),
    "ask_unit": (
        "Telt elk cijfer mensen, en iedereen één keer? Anders klopt de uitleg niet: geef de tabel dan niet door.",
        "Does every figure count people, and everybody once? If not, the text is wrong: then do not pass the table on.",
    ),
    "earlier": (
        "Deze tabel is ook beschermd tegen vergelijken met de eerdere tabellen in de geschiedenis.",
        "This table is also protected against comparing it with the earlier tables in the history.",
    ),
    "periods": ("Deze tabel gaat over: {periods}.", "This table covers: {periods}."),
    "how": (
        "## Waarom staan er cijfers niet\n\nAantallen van 0 tot en met {most} kunnen wijzen op een persoon. "
        "Die staan er niet. Ook andere cijfers staan er niet, want met optellen en aftrekken kon je de kleine dan "
        "terugvinden. Soms is een cijfer verborgen door loting. Een x zegt dus niet dat een aantal klein is.",
        "## Why some figures are not shown\n\nCounts from 0 to {most} may point at a person. They are not shown. "
        "Other figures are not shown either, because adding and subtracting would bring the small ones back. "
        "Some may be hidden by lot. So an x does not say that a count is small.",
    ),
    "rows": (
        "Elke combinatie staat in de tabel, ook als die in de bron ontbrak: die telde dan als nul. De volgorde van de "
        "rijen zegt niets over de aantallen.",
        "Every combination is in the table, also when the source had no row for it: it then counted as zero. The order "
        "of the rows says nothing about the counts.",
    ),
    "not_promised": (
        "## Wat is niet beloofd\n\nWie van iemand zelf al iets weet, weet dat nog steeds. Wie een tabel heeft die niet "
        "in de geschiedenis staat, kan die met deze vergelijken.",
        "## What is not promised\n\nWhoever knows something of somebody already still knows it. Whoever has a table "
        "that is not in the history can compare it with this one.",
    ),
    "outside": (
        "Wat verder naar buiten ging over dezelfde mensen, zoals een jaarverslag of een tussentijds overzicht uit "
        "Nabij, is hier niet meegerekend.",
        "Whatever else went out of the same people, such as an annual report or an interim overview out of Nabij, is "
        "not taken into account here.",
    ),
    "outside_too": (
        "Let op: deze tabel staat niet in het register van een jaarverslag in Nabij, en een later verslag wordt er "
        "niet mee vergeleken. Gaat zij over dezelfde mensen? Geef dan de tabel of het verslag, niet allebei.",
        "Mind: this table is not in the ledger of an annual report in Nabij, and no later report is compared with it. "
        "Is it about the same people? Then give out the table or the report, not both.",
    ),
    "not_promised_alone": (
        "## Wat is niet beloofd\n\nWie van iemand zelf al iets weet, weet dat nog steeds. Wie een andere tabel over "
        "dezelfde mensen heeft, kan die met deze vergelijken.",
        "## What is not promised\n\nWhoever knows something of somebody already still knows it. Whoever has another "
        "table of the same people can compare it with this one.",
    ),
    "certificate": (
        "In certificates.json staan voor elk verborgen cijfer twee hele tabellen die passen bij alles wat er staat. "
        "Ze verschillen in dat cijfer, dus niemand kan het uitrekenen. Ze zijn gemaakt zonder de echte aantallen.",
        "For every hidden figure certificates.json holds two whole tables that agree with everything shown. They "
        "differ in that figure, so nobody can compute it. They were made without the true counts.",
    ),
    "only_you": (
        "Alleen voor jou, geef dit niet door. Het staat in geen bestand.",
        "For you alone, do not pass this on. It is in no file.",
    ),
    "hidden_none": ("Er hoefde niets verborgen te worden.", "Nothing had to be hidden."),
    "hidden_one": ("1 cijfer is verborgen.", "1 figure is hidden."),
    "hidden": ("{hidden} cijfers zijn verborgen.", "{hidden} figures are hidden."),
    "bound": (" Met minder dan {bound} kon het niet", " With fewer than {bound} it could not be done"),
    "lot_one": ("; 1 is door het lot gekozen.", "; 1 was chosen by lot."),
    "lot": ("; {extra} zijn door het lot gekozen.", "; {extra} were chosen by lot."),
    "missing_one": (
        "1 combinatie had geen rij en telt als nul: {names}.",
        "1 combination had no row and counts as zero: {names}.",
    ),
    "missing": (
        "{missing} combinaties hadden geen rij en tellen als nul: {names}.",
        "{missing} combinations had no row and count as zero: {names}.",
    ),
    "small": ("Dit was klein:", "These were small:"),
    "small_between": (
        "Dit verschil met een eerdere tabel was klein:",
        "This difference with an earlier table was small:",
    ),
    "gives_away": ("Daarom zijn ook deze verborgen:", "So these are hidden too:"),
    "exact": (
        "zonder de x bij {shown} kon iemand uitrekenen dat {other} precies {low} is",
        "without the x at {shown} somebody could compute that {other} is exactly {low}",
    ),
    "between": (
        "zonder de x bij {shown} kon iemand uitrekenen dat {other} tussen {low} en {high} ligt",
        "without the x at {shown} somebody could compute that {other} lies between {low} and {high}",
    ),
    "proposals": ("Zo laat je meer zien:", "This would show more:"),
    "merge": ("voeg {nodes} samen", "merge {nodes}"),
    "drop": ("laat de kolom {dimension} weg", "leave out the column {dimension}"),
    "and": (" en ", " and "),
    "no_proposals": (
        "Geen grovere tabel gevonden die meer laat zien.",
        "No coarser table was found that shows more.",
    ),
    "alphabet": (
        "Gezocht tussen buren in het alfabet. Een lijst met --hierarchy geeft een andere volgorde.",
        "Looked for among neighbours in the alphabet. A list with --hierarchy gives another order.",
    ),
    "next_time": ("Voor een volgende tabel:", "For a next table:"),
    "all_then": (
        "Dan staan alle {figures} cijfers er (nu {now} van {of}).",
        "Then all {figures} figures are shown (now {now} of {of}).",
    ),
    "part_then": (
        "Dan staan {shown} van {figures} cijfers er (nu {now} van {of}).",
        "Then {shown} of {figures} figures are shown (now {now} of {of}).",
    ),
    "more": ("en nog {number}", "and {number} more"),
    "written": ("Opgeslagen in {out}: {files}.", "Written to {out}: {files}."),
    "no_history": (
        "Let op: je gaf geen --history. Dan kent het programma geen eerdere tabel. Geef maar één uitkomst door. "
        "Maakte je er meer? Gooi de andere weg.",
        "Mind: you gave no --history. So the program knows no earlier table. Pass on one outcome only. Did you make "
        "more? Throw the others away.",
    ),
    "no_seed": (
        "Let op: je gaf geen --history. Dan kent het programma geen eerdere tabel. Het kon ook geen geheim voor jou "
        "bewaren, dus elke keer verbergt het andere cijfers. Geef maar één uitkomst door en gooi de andere weg.",
        "Mind: you gave no --history. So the program knows no earlier table. It could keep no secret for you either, "
        "so every time it hides other figures. Pass on one outcome only and throw the others away.",
    ),
    "open_history": (
        "Let op: anderen op deze computer kunnen in {history} kijken. Sluit die map af, bijvoorbeeld met chmod 700.",
        "Mind: others on this computer can look into {history}. Close that directory, for example with chmod 700.",
    ),
    "year_apart": (
        "Let op: {name} lijkt een jaar met {known} erin. Je zei dat het een aparte periode is, dus deze tabel is niet "
        "met die tabellen vergeleken. Telt zij die wel mee? Geef haar dan niet door.",
        "Mind: {name} looks like a year with {known} in it. You said that it is a separate period, so this table was "
        "not compared with those. Does it count them after all? Then do not pass it on.",
    ),
    "absent": (
        "Let op: een eerdere tabel had rijen voor {names} in kolom {column}, en deze niet. Die tellen hier als nul, en "
        "komen er als rij bij. Is een naam veranderd? Schrijf hem dan als eerst.",
        "Mind: an earlier table had rows for {names} in column {column}, and this one has none. They count as zero "
        "here, and are added as rows. Did a name change? Then write it as before.",
    ),
    "correction": (
        "Let op: {cell} is hier {now}, en was {before} in een eerdere tabel{periods}. Deze tabel telt als verbetering "
        "daarvan. Gaat zij over een andere periode? Zeg die dan met --period.",
        "Mind: {cell} is {now} here, and was {before} in an earlier table{periods}. This table counts as a correction "
        "of that. Is it about another period? Then say so with --period.",
    ),
    "corrections_more": (
        "Andere cijfers die niet kloppen met een eerdere tabel: {number}.",
        "Other figures that contradict an earlier table: {number}.",
    ),
    "unheard": (
        "Wat op het scherm hoort, kon niet allemaal geschreven worden.",
        "Not all that belongs on the screen could be written.",
    ),
    "grouped": (
        "Let op: kolom {above} deelt {name} in: elke naam in {name} staat bij één naam in {above}. Laat {above} weg en "
        "geef die indeling met --hierarchy {name}=indeling.json, anders staan er veel combinaties van niemand bij.",
        "Mind: column {above} groups {name}: each name in {name} is beside one name in {above}. Leave {above} out and "
        "give that grouping with --hierarchy {name}=groups.json, or many combinations of nobody are added.",
    ),
    "alike": (
        "Let op: {one} en {other} verschillen alleen in hoofdletters en tellen als twee. Zijn ze hetzelfde? Schrijf ze "
        "dan gelijk.",
        "Mind: {one} and {other} differ in upper and lower case only and count as two. Are they the same? Then write "
        "them alike.",
    ),
    "near_disguise": (
        "Let op: {name} in kolom {column} is op een of twee rijen na de som van de andere. Is dit een totaal? Noem het "
        "dan Totaal, en verbeter het aantal.",
        "Mind: {name} in column {column} is the sum of the others but for one or two rows. Is this a total? Then name "
        "it Total, and correct the count.",
    ),
    "disguise": (
        "Let op: {name} in kolom {column} is precies de som van andere rijen. Is dit een totaal? Noem het dan Totaal. "
        "Is het een groep? Geef haar op met --hierarchy.",
        "Mind: {name} in column {column} is exactly the sum of other rows. Is this a total? Then name it Total. "
        "Is it a group? Give it with --hierarchy.",
    ),
    "compared": (
        "Vergeleken met {number} eerdere tabellen{periods}.",
        "Compared with {number} earlier tables{periods}.",
    ),
    "compared_one": ("Vergeleken met 1 eerdere tabel{periods}.", "Compared with 1 earlier table{periods}."),
    "another_view": (
        "Een tabel over precies deze perioden ging al naar buiten: deze is een andere blik op dezelfde mensen.",
        "A table of exactly these periods went out already: this is another view of the same people.",
    ),
    "again": (
        "Deze tabel ging over deze perioden al naar buiten. Dit is dezelfde uitkomst; er kwam niets bij in de "
        "geschiedenis.",
        "This table of these periods went out already. This is the same outcome; nothing was added to the history.",
    ),
    "corrected_hides": (
        "Er staan maar {shown} van {figures} cijfers, want wat verbeterd is, blijft met het vorige samen beschermd. "
        "Een grovere tabel kan meer laten zien.",
        "Only {shown} of {figures} figures are shown, since what is corrected stays protected together with what was "
        "before. A coarser table may show more.",
    ),
    "no_first_period": (
        "Let op: je gaf geen --period. Dit wordt de eerste tabel van de geschiedenis, en zonder periode is een "
        "volgende moeilijk van deze te scheiden. Zeg liever nu met --period waar hij over gaat.",
        "Mind: you gave no --period. This becomes the first table of the history, and without a period a next one is "
        "hard to keep apart from it. Better say now with --period what it is about.",
    ),
    "compared_none": (
        "Met geen eerdere tabel vergeleken: geen gaat over {periods}.",
        "Compared with no earlier table: none is about {periods}.",
    ),
    "first_table": (
        "In {history} staat nog geen tabel; dit is de eerste. Had je al een geschiedenis? Kijk dan of de naam klopt.",
        "In {history} there is no table yet; this is the first. Had you a history? Then see whether the name is right.",
    ),
    "no_file": (
        "{where} is er niet. Er is niets geschreven. Kijk of de naam klopt.",
        "{where} is not there. Nothing was written. See whether the name is right.",
    ),
    "unknown": (
        "{name} hoort niet bij protect. Er is niets geschreven. Zie protect --help.",
        "{name} is no word of protect. Nothing was written. See protect --help.",
    ),
    "misread": (
        "Dit klopt niet bij protect. Er is niets geschreven. Zo kan het: {usage}.",
        "This is not how protect works. Nothing was written. Do it so: {usage}.",
    ),
    "threshold": (
        "De drempel moet een heel getal van {least} tot en met {most} zijn. Er is niets geschreven. Kies "
        "bijvoorbeeld 5.",
        "The threshold must be a whole number from {least} to {most}. Nothing was written. Choose for example 5.",
    ),
    "not_free": (
        "{out} bestaat al en is niet leeg. Er is niets geschreven. Is dat een eerdere uitkomst van deze tabel? Gooi "
        "die eerst weg, of werk met --history: twee uitkomsten samen kunnen een aantal verraden.",
        "{out} exists and is not empty. Nothing was written. Is that an earlier outcome of this table? Throw it away "
        "first, or work with --history: two outcomes together can give a count away.",
    ),
    "not_free_history": (
        "{out} bestaat al en is niet leeg. Er is niets geschreven. Kies een andere --out.",
        "{out} exists and is not empty. Nothing was written. Choose another --out.",
    ),
    "history_file": (
        "{history} is een bestand, en --history vraagt een map. Er is niets geschreven.",
        "{history} is a file, and --history needs a directory. Nothing was written.",
    ),
    "inside": (
        "De map voor het resultaat en de geschiedenis mogen niet in elkaar liggen. Er is niets geschreven. "
        "Kies een andere map met --out.",
        "The directories for the result and the history may not lie in each other. Nothing was written. "
        "Choose another directory with --out.",
    ),
    "system": (
        "Lezen of schrijven lukte niet bij {where}. Er is niets geschreven. Kijk of de naam klopt, of er ruimte is en "
        "of je daar bij mag.",
        "Reading or writing failed at {where}. Nothing was written. See whether the name is right, whether there is "
        "room and whether you may go there.",
    ),
    "half": (
        "De bestanden kwamen niet op hun plek bij {out}. In de geschiedenis staat de tabel al wel, zodat niets "
        "vergeten wordt. Draai het commando opnieuw.",
        "The files did not reach their place at {out}. The table is in the history already, so that nothing is "
        "forgotten. Run the command again.",
    ),
    "half_unsure": (
        "De bestanden kwamen niet op hun plek bij {out}. Of de tabel in de geschiedenis staat, is niet te zien. Kijk "
        "of er ruimte is en of je bij de geschiedenis mag, en draai het commando opnieuw.",
        "The files did not reach their place at {out}. Whether the table is in the history cannot be seen. See "
        "whether there is room and whether you may read the history, and run the command again.",
    ),
    "busy": (
        "Een ander commando werkt nu met deze geschiedenis. Er is niets geschreven. Probeer het straks opnieuw.",
        "Another command works with this history now. Nothing was written. Try again later.",
    ),
    "broken": (
        "De geschiedenis klopt niet met zichzelf of met deze tabel. Er is niets geschreven. Zet de map terug uit een "
        "reservekopie, of kijk of --period klopt. Was er nog geen tabel? Begin dan met een nieuwe map.",
        "The history contradicts itself or this table. Nothing was written. Restore the directory from a backup, or "
        "see whether --period is right. Was there no table yet? Then begin with a new directory.",
    ),
    "mismatch": (
        "Deze tabel past niet bij de eerdere tabellen in de geschiedenis. Er is niets geschreven. Kijk of --period en "
        "de indelingen kloppen: perioden mogen elkaar niet half overlappen.",
        "This table does not fit the earlier tables in the history. Nothing was written. See whether --period and the "
        "hierarchies are right: periods may not overlap in part.",
    ),
    "too_large": (
        "Deze tabel is te groot om binnen de tijd die het programma neemt na te rekenen. Er is niets geschreven. Voeg "
        "groepen samen of laat een kolom weg.",
        "This table is too large to prove safe in the time that the program takes. Nothing was written. Merge groups "
        "or leave out a column.",
    ),
    "too_large_together": (
        "Deze tabel is, met wat er eerder uitging, te groot om binnen de tijd die het programma neemt na te rekenen. "
        "Er is niets geschreven. Voeg groepen samen of laat een kolom weg.",
        "With what went out before, this table is too large to prove safe in the time that the program takes. Nothing "
        "was written. Merge groups or leave out a column.",
    ),
    "nothing_left": (
        "Er blijft geen enkel cijfer over. Er is niets geschreven. Maak de tabel grover: voeg groepen samen of laat "
        "een kolom weg. Wil je hem toch zo? Voeg dan --empty toe.",
        "No figure at all is left. Nothing was written. Make the table coarser: merge groups or leave out a column. Do "
        "you want it so after all? Then add --empty.",
    ),
    "nothing_left_corrected": (
        "Er blijft geen enkel cijfer over, want wat verbeterd is, blijft met het vorige samen beschermd. Er is niets "
        "geschreven. Maak de tabel grover: voeg groepen samen of laat een kolom weg. Wil je hem toch zo? Voeg dan "
        "--empty toe.",
        "No figure at all is left, since what is corrected stays protected together with what was before. Nothing was "
        "written. Make the table coarser: merge groups or leave out a column. Do you want it so after all? Then add "
        "--empty.",
    ),
    "no_safe_table": (
        "Er is geen veilige tabel gevonden. Er is niets geschreven. Maak de tabel grover: voeg groepen samen of laat "
        "een kolom weg.",
        "No safe table was found. Nothing was written. Make the table coarser: merge groups or leave out a column.",
    ),
    "stopped": ("Gestopt. Er is niets geschreven.", "Stopped. Nothing was written."),
    "stopped_half": (
        "Gestopt tijdens het opslaan. Kijk of {out} er is, en draai het commando anders opnieuw.",
        "Stopped while saving. See whether {out} is there, and run the command again if not.",
    ),
    "stopped_late": ("Gestopt. De bestanden staan in {out}.", "Stopped. The files are in {out}."),
    "tried": ("Alleen bekeken: er is niets geschreven.", "Only looked at: nothing was written."),
    "difference": ("het verschil met een eerdere tabel voor {cell}", "the difference with an earlier table for {cell}"),
    "earlier_cell": ("een eerder cijfer{periods}: {cell}", "an earlier figure{periods}: {cell}"),
    "help": (
        "{usage}\n\n"
        "Beschermt een tabel met aantallen mensen. De laatste kolom heet count, freq of aantal.\n"
        "  --threshold   aantallen daaronder zijn klein, nul inbegrepen ({least} of meer)\n"
        "  --history     map met alles wat eerder naar buiten ging; deze tabel komt erbij\n"
        "  --period      de perioden die de tabel optelt, met komma's, net zo geschreven als eerder\n"
        "  --new-period  de geschiedenis kent die perioden niet, en ze staan echt apart van de eerdere\n"
        '  --hierarchy   wat onder wat valt: {{"Noord": ["A", "B"]}}; een lijst geeft alleen de volgorde\n'
        "  --out         nieuwe map voor protected.csv, uitleg.md en certificates.json\n"
        "  --lang        de taal van alles wat het commando zegt en schrijft\n"
        "  --advice      zoveel seconden zoeken naar een grovere tabel die meer laat zien; 0 slaat dat over\n"
        "  --empty       ook schrijven als er geen enkel cijfer overblijft\n"
        "  --try         alleen kijken: niets schrijven en niets in de geschiedenis zetten",
        "{usage}\n\n"
        "Protects a table of counts of people. The last column is named count, freq or aantal.\n"
        "  --threshold   counts below it are small, zero included ({least} or more)\n"
        "  --history     directory with all that went out before; this table is added\n"
        "  --period      the periods that the table sums, with commas, written as before\n"
        "  --new-period  the history does not know those periods, and they really are apart from the earlier ones\n"
        '  --hierarchy   what lies under what: {{"North": ["A", "B"]}}; a list gives the order only\n'
        "  --out         new directory for protected.csv, uitleg.md and certificates.json\n"
        "  --lang        the language of all that the command says and writes\n"
        "  --advice      so many seconds to look for a coarser table that shows more; 0 leaves it out\n"
        "  --empty       write also where no figure at all is left\n"
        "  --try         look only: write nothing and add nothing to the history",
    ),
    "at_hiding": ("Kiezen wat verborgen wordt: {seconds} seconden", "Choosing what to hide: {seconds} seconds"),
    "at_proving": ("Bewijzen dat het veilig is: {seconds} seconden", "Proving that it is safe: {seconds} seconds"),
    "at_advising": (
        "Zoeken naar een grovere tabel: {seconds} seconden",
        "Looking for a coarser table: {seconds} seconds",
    ),
    "step": ("Bezig: {percent}%", "Working: {percent}%"),
}


def say(language: str, what: str, **values: object) -> str:
    """A sentence in one of ``LANGUAGES`` with its values filled in."""
    return _SAID[what][LANGUAGES.index(language)].format(**values)
