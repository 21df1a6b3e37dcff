"""By classification the groups that a report begins with where its code list has none. Pure; names only, no counts."""

from collections.abc import Iterable, Iterator, Mapping

from nabij.kit import codes
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.tables import NOT_FILLED_IN

_EMPTY = ""
"""Stands among the codes for what is not filled in."""

_BY_CODE: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "op wie": (
        "subject_relation",
        {
            "Leidinggevende of bestuur": (
                "direct_manager",
                "higher_management",
                "board",
                "academic_supervisor",
            ),
            "Collega of team": (
                "colleague",
                "subordinate",
                "team_or_culture",
                "staff_with_duty_of_care",
            ),
            "Cliënt, leerling of iemand van buiten": (
                "student",
                "pupil",
                "client_patient",
                "parent",
                "external_third",
            ),
            "Iets anders, niet gedeeld of niet ingevuld": (
                "organisation_policy",
                "own_conduct",
                "not_shared",
                _EMPTY,
            ),
        },
    ),
    "rol": (
        "person_role",
        {
            "Medewerker, inhuur of oud-medewerker": (
                "employee",
                "hired_external",
                "former",
            ),
            "Leidinggevende of bestuurder": (
                "manager",
                "board_member",
            ),
            "In opleiding of vrijwillig": (
                "intern",
                "volunteer",
                "phd_candidate",
                "student",
                "pupil",
            ),
            "Iemand anders, niet gedeeld of niet ingevuld": (
                "parent",
                "client_patient",
                "member_athlete",
                "not_shared",
                _EMPTY,
            ),
        },
    ),
    "positie": (
        "person_position",
        {
            "Een andere rol, of niet ingevuld": (
                "bystander",
                "named_person",
                "sparring",
                "reporter_wbk",
                _EMPTY,
            ),
        },
    ),
    "afloop": (
        "outcome",
        {
            "Met vertellen of een gesprek": (
                "told_enough",
                "no_step_chosen",
                "raised_self",
                "via_manager",
                "facilitated_talk",
                "mediation",
            ),
            "Met een maatregel of formele stap": (
                "org_measure",
                "formal_complaint",
                "report_employer",
                "report_external",
                "police",
            ),
            "Loopt nog, anders geëindigd of niet ingevuld": (
                "left",
                "transferred_counsellor",
                "contact_ended",
                "ongoing",
                _EMPTY,
            ),
        },
    ),
    "kanaal": (
        "channel",
        {
            "Samen in gesprek": (
                "phone",
                "video",
                "on_site",
                "elsewhere",
                "walk_in",
            ),
            "Geschreven, via een ander of niet ingevuld": (
                "email",
                "chat_app",
                "secure_form",
                "via_other",
                "letter",
                _EMPTY,
            ),
        },
    ),
}


def _labelled() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, (listed, groups) in _BY_CODE.items():
        labels = {**codes.labels(listed), _EMPTY: NOT_FILLED_IN}
        found[name] = {group: tuple(labels[key] for key in keys) for group, keys in groups.items()}
    # a class in which hardly anybody is takes another along when it is withheld
    *_, last = codes.named_groups("matter_nature")
    return {"aard": {f"{last}, of niet ingevuld": (last, NOT_FILLED_IN)}, **found}


def mixes(plan: Plan) -> bool:
    """Whether a plan counts in one class how some ended and others, who still come or ended otherwise."""
    labels, rungs = set(codes.labels("outcome").values()), codes.rungs()
    held = [[part for part in _codes_of(parts) if part in labels] for parts in plan.groups.get("afloop", {}).values()]
    return any(len({part in rungs for part in parts}) > 1 for parts in held)


def _codes_of(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield from FIRST_GROUPS["afloop"].get(part, (part,))


FIRST_GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = _labelled()
"""By classification, by the name of a group, the labels of its codes. A name of its own for each: no total, no code."""
