"""What pages tell of the door: per organisation, per sector, and in the list of what is left to set up."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from nabij.contact import texts
from nabij.contact.entrances import behind, door_of, entrance_of
from nabij.contact.help_lines import lines_of
from nabij.contact.languages import DEFAULT, NAMES
from nabij.contact.models import Entrance, SectorText
from nabij.contact.rules import availability, reaching
from nabij.contact.schedules import schedules_of
from nabij.kit import clock, codes
from nabij.people.beside import Remark, SetupLine
from nabij.people.models import Organisation, Practice, User
from nabij.people.rules import Task

# a number that nobody looked at for a year may have changed
CHECK_AGAIN = timedelta(days=366)
LANGUAGE_WORDS = {"nl": "Nederlands", "en": "Engels"}

OVERTAKEN = "Onze tekst is gewijzigd sinds jullie de eigen tekst bevestigden. De ingang blijft open."


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is with one text: ``confirmed`` when exactly what is shown now was looked over; ``overtaken`` when that is
    the practice's own and the text that comes with the software changed since. The door stays open then.
    """

    sector: str
    language: str
    confirmed: bool
    overtaken: bool
    row: SectorText | None

    @property
    def label(self) -> str:
        return codes.labels("sector")[self.sector]

    @property
    def in_words(self) -> str:
        """The language, in Dutch."""
        return LANGUAGE_WORDS.get(self.language, NAMES[self.language])


def sectors_in_use(practice: Practice) -> list[str]:
    """The sectors of the organisations that the practice works for now, in the order of the code list."""
    used = set(Organisation.objects.filter(practice=practice, ended=None).values_list("sector", flat=True))
    return [key for key in codes.labels("sector") if key in used]


def standing_of(practice: Practice, sector: str, language: str) -> Standing:
    """One text of the practice; KeyError for an unknown language."""
    row = SectorText.objects.filter(practice=practice, sector=sector, language=language).first()
    ours = texts.digest_of(texts.shipped(sector, language))
    overtaken = row is not None and row.body != "" and row.shipped_digest != ours
    return Standing(sector, language, texts.shown(practice, sector, language).confirmed, overtaken, row)


def standings(practice: Practice) -> list[Standing]:
    """Every text of a sector in use, in each language."""
    return [standing_of(practice, sector, language) for sector in sectors_in_use(practice) for language in NAMES]


def setup_lines(practice: Practice) -> list[SetupLine]:
    """What the door adds to *Inrichting*."""
    sectors = sectors_in_use(practice)
    found = [standing_of(practice, sector, DEFAULT) for sector in sectors]
    confirmed = sum(one.confirmed and not one.overtaken for one in found)
    overtaken = any(one.overtaken for one in standings(practice))
    oldest = min(line.checked_on for line in lines_of(practice))
    running = Organisation.objects.filter(practice=practice, ended=None)
    opened = Entrance.objects.filter(organisation__in=running, is_open=True).count()
    return [
        SetupLine(
            Task("sector_texts", confirmed, len(sectors)),
            "Kijk de teksten voor bezoekers na",
            OVERTAKEN if overtaken else "Zonder nagekeken tekst blijft de ingang van die sector dicht.",
            "sector_texts",
        ),
        SetupLine(
            Task("help_lines", int(clock.today() - oldest <= CHECK_AGAIN), 1),
            "Kijk de nummers bij Nu hulp na",
            "Ten minste elk jaar.",
            "help_lines",
        ),
        SetupLine(
            Task("entrances", opened, running.count()),
            "Open de ingang van elke organisatie",
            "Het adres op de poster, voor wie wil praten.",
            "organisations",
        ),
    ]


def nobody_there(counsellors: list[UUID], today: date) -> str:
    """The warning when everybody is away on the next day of work; empty when somebody is there."""
    day = availability.next_working_day(today, availability.WORKING_WEEK, ())
    schedules = schedules_of(counsellors, today).values()
    if day is None or not schedules or not all(availability.away_on(day, one.absences) for one in schedules):
        return ""
    known = [found for one in schedules if (found := one.next_day(today))]
    if not known:
        return "Alle vertrouwenspersonen zijn weg, en niemand weet tot wanneer. Wie nu schrijft, krijgt geen antwoord."
    back = reaching.day_in_words(min(known))
    return f"Alle vertrouwenspersonen zijn weg. Pas op {back} leest er weer iemand. Wie nu schrijft, wacht zo lang."


def remarks_on(organisation: Organisation, reader: User) -> list[Remark]:
    """What the page of an organisation tells of its entrance."""
    address = reverse("entrance", args=[organisation.pk])
    if organisation.ended:
        return []
    entrance = entrance_of(organisation)
    if not entrance.is_open:
        return [Remark("De ingang is dicht: bezoekers kunnen hier nog niet schrijven.", "Naar de ingang", address)]
    found = [Remark("De ingang is open.", "Adres, poster en kaartjes", address)]
    door = door_of(entrance)
    if missing := door.missing():
        found.append(
            Remark(" ".join(["Bezoekers komen er niet in.", *missing]), "Naar de ingang", address, urgent=True)
        )
    if door.posters_are_outdated:
        found.append(Remark("De posters kloppen niet meer.", "Druk nieuwe af", address, urgent=True))
    if warning := nobody_there([one.counsellor.pk for one in behind(organisation)], clock.today()):
        found.append(Remark(warning, "Kijk bij de ingang wie er is", address, urgent=True))
    return found
