"""The annual report while it is made: its authors alone; for everybody else it does not exist."""

from typing import Any

from nabij.reporting.models import Report
from tests.access import Row, World, expect
from tests.reporting.registers import begun

COUNSELLORS = expect(amina=200, bram=200, carla=200)
AUTHORS = expect(amina=200, bram=200)
MANAGER = expect(els=200)


def _report(world: World) -> dict[str, Any]:
    found = Report.objects.filter(organisation=world.people.organisation).first()
    return {"pk": (found or begun(world.people.amina, world.people.organisation)).pk}


def _organisation(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk}


ROWS = {
    "word_template": Row(MANAGER),
    "present_template": Row(MANAGER),
    "template_tried": Row(MANAGER),
    "annual_report": Row(COUNSELLORS),
    "reports_out": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "reports_today": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    # 302: back to the list, for no year was chosen
    "begin_report": Row(expect(amina=302, bram=302), address=_organisation, method="post"),
    "report": Row(AUTHORS, address=_report),
    "report_figures": Row(AUTHORS, address=_report),
    "plan_figures": Row(expect(amina=422, bram=422), address=_report, method="post"),
    # which classification, it does not say
    "figure_proposals": Row(expect(signed_out=401, amina=422, bram=422), address=_report),
    "publish_report": Row(AUTHORS, address=_report),
    # 422: it is not out yet
    "correct_report": Row(expect(amina=422, bram=422), address=_report, method="post"),
    "drop_report": Row(AUTHORS, address=_report),
    "read_report": Row(AUTHORS, address=_report),
    # before it is out there is no file
    "report_pdf": Row(expect(), address=_report),
    "report_word": Row(expect(), address=_report),
    "report_csv": Row(expect(), address=_report),
}
