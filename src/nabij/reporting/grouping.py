"""How a report groups its figures now: by its plan, in which parts of the organisation are followed by their code."""

from nabij.reporting.counting import names_by_code
from nabij.reporting.models import Report
from nabij.reporting.rules.plan import Plan, called_now, plan_of


def grouping_of(report: Report) -> Plan:
    """The plan of a report with each part of the organisation called as it is now. Raises ``Refused``."""
    plan = plan_of(report.plan)
    return called_now(plan, names_by_code(report.organisation)) if plan.codes else plan
