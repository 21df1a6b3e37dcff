"""What the register counts about a visitor, as they read it: titles and values in their language."""

from datetime import date

import pytest
from django.db.models import Model
from django.utils import translation

from nabij.contact.code_words import LISTS, in_words
from nabij.contact.counted import CODES, GROUNDS
from nabij.contact.models import Conversation
from nabij.kit import codes
from nabij.kit.clock import today
from nabij.kit.codes import labels
from nabij.matters.models import ConfidentialityBreak, Encounter, Matter
from tests.contact.making import Door, Visitor, make_conversation, open_door
from tests.contact.test_visiting import OPEN, take_on
from tests.making import new_id
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

# words that are the same in both languages
ALIKE = {"Student", "Mediation"}


def begun(people: Personas, language: str = "nl") -> tuple[Visitor, Conversation]:
    """A conversation that waits for Amina, and who began it."""
    open_door(people)
    return make_conversation([people.amina], language=language)


def test_the_visitor_reads_what_is_counted_about_them(people: Personas) -> None:
    visitor, conversation = begun(people)
    take_on(people, conversation, unit=people.unit.pk)
    seen = Door().post(OPEN, visitor.words)[1]
    told = {one["label"]: one["value"] for one in seen["register"]["codes"]}
    assert told == {"Onderdeel": "Noord", "Waar het over gaat": "Pesten", "Vooral": "Pesten"}
    assert seen["register"]["opened_month"] == today().strftime("%Y-%m")
    assert {(grant["epoch"], grant["part"]) for grant in seen["grants"]} == {(1, "conversation"), (2, "conversation")}
    assert {record["part"] for record in seen["records"]} == {"conversation"}


def test_every_encounter_that_is_counted_is_told_alike_ones_together(people: Personas) -> None:
    visitor, conversation = begun(people)
    take_on(people, conversation)
    first = date(2026, 3, 1)
    same = {"practice": people.practice, "matter_id": conversation.pk, "month": first, "duration": "half_hour"}
    for channel in ("phone", "phone", "email"):
        Encounter.objects.create(id=new_id(), channel=channel, involvement=[], **same)
    told = {one["label"]: one["value"] for one in Door().post(OPEN, visitor.words)[1]["register"]["codes"]}
    month, phone, mail = "maart 2026", labels("channel")["phone"], labels("channel")["email"]
    duration = labels("duration")["half_hour"]
    assert set(told["Gesprekken"].split("\n")) == {f"2 x {month}, {phone}, {duration}", f"{month}, {mail}, {duration}"}


def test_the_time_that_a_row_of_a_sheet_took_is_told(people: Personas) -> None:
    visitor, conversation = begun(people)
    take_on(people, conversation)
    of = {"practice": people.practice, "matter_id": conversation.pk, "month": date(2026, 3, 1)}
    Encounter.objects.create(id=new_id(), channel="phone", involvement=[], times=3, quarters=10, **of)
    assert _told(visitor)["Gesprekken"] == f"3 x maart 2026, {labels('channel')['phone']}, 2,5 uur samen"


def _told(visitor: Visitor) -> dict[str, str]:
    return {one["label"]: one["value"] for one in Door().post(OPEN, visitor.words)[1]["register"]["codes"]}


def test_titles_and_values_are_in_the_language_of_the_visitor(people: Personas) -> None:
    visitor, conversation = begun(people, language="en")
    take_on(people, conversation, unit=people.unit.pk)
    assert _told(visitor) == {"Unit": "Noord", "What it is about": "Bullying", "Mainly": "Bullying"}
    Matter.objects.update(
        nature=["bullying", "abuse_of_power"],
        integrity_levels=["personal", "organisational"],
        subject_relation="direct_manager",
        person_role="employee",
        person_position="affected",
        outcome="raised_self",
        durability_3="durable",
        durability_6="partly",
        durability_12="not_asked",
    )
    Encounter.objects.create(
        id=new_id(),
        practice=people.practice,
        matter_id=conversation.pk,
        month=date(2026, 3, 1),
        channel="phone",
        duration="half_hour",
        involvement=["listening", "guidance"],
    )
    told = _told(visitor)
    assert told["What it is about"] == "Bullying, Abuse of power"
    assert told["Talks"] == "March 2026, Phone, Half an hour, Listening and support, Guiding own steps"
    dutch = {label for name in LISTS for label in labels(name).values()}
    assert [value for value in told.values() if dutch & set(value.split(", "))] == []
    assert list(told.values())[3:-1] == [
        "Personal, In the organisation",
        "Direct manager",
        "Employee",
        "Experiences it",
        "Talked it over with the person themselves",
        "It holds",
        "In part",
        "Not asked (as wished)",
    ]


def test_every_list_that_the_register_keeps_codes_of_has_its_words() -> None:
    assert {codelist for codelist, _ in CODES.values()} | {"channel", "duration", "involvement", GROUNDS} == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_english_words_of_its_own_and_dutch_stays_dutch(name: str) -> None:
    dutch = codes.labels(name)
    with translation.override("nl"):
        assert {key: in_words(name, [key]) for key in dutch} == dutch
    with translation.override("en"):
        english = {key: in_words(name, [key]) for key in dutch}
    assert [label for key, label in dutch.items() if english[key] == label and label not in ALIKE] == []
    # two codes that read the same would be told as one
    assert len(set(english.values())) == len(dutch)


def test_what_was_told_to_another_is_told_with_its_ground_and_month(people: Personas) -> None:
    visitor, conversation = begun(people)
    take_on(people, conversation)
    of = {"practice": people.practice, "matter_id": conversation.pk, "month": date(2026, 3, 1)}
    ConfidentialityBreak.objects.create(record_id=new_id(), ground="statutory_duty", **of)
    assert _told(visitor)["Verteld aan een ander"] == f"{labels(GROUNDS)['statutory_duty']}, maart 2026"


# what a visitor reads in other words than a row, or in the sentence below the rows
SAID_ELSEWHERE = {
    Matter: {
        "organisation",
        "keeper",
        "turn",
        "due",
        "visitor_handle",
        "opened_month",
        "closed_month",
        "aftercare_month",
    },
    Encounter: set(),
    ConfidentialityBreak: set(),
}
TOLD = {
    Matter: {"unit", *CODES},
    Encounter: {"month", "channel", "duration", "involvement", "times", "quarters"},
    ConfidentialityBreak: {"ground", "month"},
}
# what says nothing about a person: which row it is, in which practice, and how it came there or went
ADMINISTRATION = {"id", "practice", "matter", "version", "record_id", "destroyed", "imported_in", "imported"}


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model.__name__)
def test_no_field_of_the_register_is_kept_without_the_visitor_knowing(model: type[Model]) -> None:
    kept = {field.name for field in model._meta.get_fields() if field.concrete}
    assert kept - ADMINISTRATION == TOLD[model] | SAID_ELSEWHERE[model]
