"""One's own choice for mail, and what the practice's office reads of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from nabij.kit.access import for_role
from nabij.kit.permit import permit
from nabij.mail import actions
from nabij.mail.forms import MailForm
from nabij.mail.models import Choice, Do, failed_in, wants_mail
from nabij.mail.rules import DUTCH, TOLD_FOR, Text, letter
from nabij.people.models import Role
from nabij.people.views.asking import done, plain_form_page, practice_of
from nabij.people.who import person


@for_role(Role.COUNSELLOR, Role.BOARD_CONTACT)
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest) -> HttpResponse:
    """Mail when there is something new: yes or no."""
    user = person(request)
    form = MailForm(request.POST if request.method == "POST" else None, initial={"wanted": wants_mail(user)})
    if not form.is_valid():
        texts = (Text.COUNSELLOR,) if user.is_counsellor else (Text.REPORT, Text.BOARD)
        is_on = actions.is_on()
        context = {
            "is_on": is_on,
            "may_choose": is_on or wants_mail(user),
            "said": tuple(letter(one, DUTCH).body.partition("\n")[0] for one in texts),
            "address": user.email,
        }
        return plain_form_page(request, "mail/choice.html", form, **context)
    row = Choice(account=user, practice_id=user.practice_id)
    if form.cleaned_data["wanted"]:
        actions.choose(permit(user, Do.SWITCH_ON, row))
    else:
        actions.choose(permit(user, Do.SWITCH_OFF, row))
    return done(request, "Je keuze is bewaard." if user.is_counsellor else "Uw keuze is bewaard.", "mail_choice")


@for_role(Role.PRACTICE_MANAGER)
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """Whether mail is on, and how many did not arrive."""
    context = {"is_on": actions.is_on(), "failed": failed_in(practice_of(request)), "days": TOLD_FOR.days}
    return render(request, "mail/standing.html", context)
