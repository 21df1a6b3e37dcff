"""The question under a chart whose authors wrote none, by section; the same for every organisation. Pure.

Why the same: it depends on which section has a chart and on no count, so nobody learns from it what is hidden.
"""

QUESTIONS = {
    "nature": "Wat hiervan herkent u, en wat hoort u zelf nooit?",
    "subject": "Waar kan iemand bij u terecht die met een leidinggevende of collega vastloopt?",
    "role": "Wie vindt de weg naar ons nog niet?",
    "position": "Wat helpt iemand die iets ziet gebeuren om erover te praten?",
    "unit": "Wat hoort u zelf op deze plekken?",
    "channel": "Weten mensen bij u langs welke wegen wij te bereiken zijn?",
    "involvement": "Wat heeft u van ons nodig dat hier niet tussen staat?",
    "outcome": "Wat kan uw organisatie doen, zodat mensen het vaker samen oplossen?",
    "durability": "Hoe zorgt u dat een oplossing blijft werken?",
    "hours": "Is er genoeg tijd voor dit werk?",
    "trend": "Wat veranderde er in deze jaren dat dit kan verklaren?",
    "signals": "Wat deed u met wat wij signaleerden?",
}
ANY = "Wat betekent dit voor uw organisatie?"


def question_of(section: str) -> str:
    """What is asked under the charts of a section when nobody wrote a question."""
    return QUESTIONS.get(section, ANY)
