"""One signal of the demo, under way: it stays quiet somewhere, and a colleague is asked to weigh along."""

import uuid

from django.utils import timezone

from nabij.kit.permit import permit
from nabij.people.models import Organisation, User
from nabij.signals.actions import bundle, going
from nabij.signals.actions.changing import Change
from nabij.signals.actions.going import Put
from nabij.signals.models import Do, Signal
from nabij.signals.rules.steps import Weigher
from nabij_demo.fill import SEED
from nabij_demo.sealed_story import Bundle
from nabij_demo.sealing import make_vault
from nabij_demo.yearly import AUTHOR, ORGANISATION

WRITTEN: dict[str, object] = {
    "noticed": {
        "text": "Uit de nachtdienst horen we al een jaar niets. Bij andere diensten komen mensen wel.",
        "matters": [],
    },
    "weighing.content": {"text": "We weten niet waarom het stil is. Het kan goed gaan. Het kan ook een drempel zijn."},
    "weighing.repetition": {"text": "Ook het jaar ervoor kwam er bijna niemand."},
    "weighing.impact": {"text": "Wie 's nachts werkt, weet misschien niet dat wij er zijn."},
    "weighing.context": {"text": "De voorlichting was steeds overdag. Er is veel wisseling van mensen."},
    "card": {
        "situation": "Van een dienst met andere uren horen we niets. Onze bijeenkomsten vallen buiten die uren.",
        "question": "Zou jij dit aan het bestuur vertellen, of gaan we er eerst zelf heen?",
    },
}


def signalled() -> None:
    """The author of the reports asks the other of the pair; nothing in it comes from a visitor."""
    organisation, author = Organisation.objects.get(name=ORGANISATION), User.objects.get(email=AUTHOR)
    row = Signal(
        id=uuid.uuid4(),
        practice=organisation.practice,
        organisation=organisation,
        reason="silence",
        path="agreed",
        begun_by=author,
    )
    bundle.begin(permit(author, Do.BEGIN, row))
    colleague = next(one for one in row.pair() if one.pk != author.pk)
    vault, reader = make_vault(str(author.pk), SEED), make_vault(str(colleague.pk), SEED)
    kept = Bundle(str(organisation.practice_id), str(row.pk), vault)
    bundle.share(permit(author, Do.SHARE, row), kept.shared(reader))
    bundle.write(permit(author, Do.WRITE, row), kept.written(WRITTEN, vault, timezone.localtime()), None)
    put = Put(Weigher.COLLEAGUE, colleague.pk, 0)
    going.ask_to_weigh(permit(author, Do.ASK, row), Change(1), put)
