"""Templates that are handed plain values and nothing else: no row of the database, no request, nothing to ask more of.

Proof note. Before: what a view and the processors hand. After: everything that a template can name is a text, a number,
a truth, a day, a choice of an enumeration, or a tuple, frozen dataclass or read-only mapping of those; else it is a
``TypeError`` and no letter is drawn. So whatever a template names, it gets no further than what was handed.

Every page at the board's address is drawn so, and every form anywhere; the other engine refuses that address.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import render
from django.template import Context
from django.template.backends.django import DjangoTemplates, Template
from django.template.context_processors import csrf
from django.utils.safestring import SafeString

NAME = "plain"
"""What the engine is called in the settings: ``render(request, …, using=NAME)``."""

# exactly these: what is derived from one of them may carry more
_PLAIN = frozenset({str, SafeString, int, bool, date, datetime, UUID, type(None)})


def check_plain(value: object, name: str) -> None:
    """Raises ``TypeError`` for what holds, or may hold, anything but plain values; ``name`` is what it is called."""
    if type(value) in (tuple, frozenset):
        for one in cast(Iterable[object], value):
            check_plain(one, name)
    elif isinstance(value, MappingProxyType):
        for key, one in value.items():
            check_plain(one, f"{name}.{key}")
    elif is_dataclass(value) and not isinstance(value, type):
        _check_frozen(value, name)
    elif not (type(value) in _PLAIN or isinstance(value, Enum)):
        raise TypeError(f"{name}: {type(value).__name__} is no plain value, and this template gets no other")


def _check_frozen(value: Any, name: str) -> None:
    known = {one.name for one in fields(value)}
    own = "__dataclass_fields__" in vars(type(value))
    if not own or not value.__dataclass_params__.frozen or not known.issuperset(getattr(value, "__dict__", ())):
        raise TypeError(f"{name}: {type(value).__name__} is not frozen, and this template gets nothing that changes")
    for one in known:
        check_plain(getattr(value, one), f"{name}.{one}")


def page(request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Answer with this page, drawn from these plain values and those of the page around it."""
    return render(request, name, context, status=status, using=NAME)


class PlainTemplate(Template):
    """A template that is drawn from plain values only, whatever it is handed."""

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> Any:
        """Ask the processors, check everything, and draw; the request itself goes no further than here."""
        values: dict[str, Any] = {}
        if request is not None:
            # the token comes last: every engine of Django asks for it by itself
            for processor in (one for one in self.backend.engine.template_context_processors if one is not csrf):
                values |= {name: _asked(value) for name, value in processor(request).items()}
            values |= _of_this_answer(request)
        values |= context or {}
        for name, value in values.items():
            check_plain(value, name)
        if request is not None:
            # a text too, but made when it is asked for: only a page with a form sets a cookie
            values |= csrf(request)
        return self.template.render(Context(values, autoescape=self.backend.engine.autoescape))


class PlainTemplates(DjangoTemplates):
    """The engine of those templates. It knows the tags that its settings name and no other."""

    def get_templatetag_libraries(self, custom_libraries: dict[str, str]) -> dict[str, str]:
        return custom_libraries

    def from_string(self, template_code: str) -> PlainTemplate:
        return PlainTemplate(self.engine.from_string(template_code), self)

    def get_template(self, template_name: str) -> PlainTemplate:
        return PlainTemplate(super().get_template(template_name).template, self)


class RowTemplate(Template):
    """A template that may be handed rows and the request, and so draws nothing at the board's address."""

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> Any:
        """Draw it; a ``TypeError`` for a request of the board."""
        if getattr(request, "audience", "") == "board":
            raise TypeError("a page of the board is drawn from plain values: nabij.kit.plain.page")
        return super().render(dict(context or {}), request)


class RowTemplates(DjangoTemplates):
    """The engine of the workspace's own pages and of the visitor's."""

    def from_string(self, template_code: str) -> RowTemplate:
        return RowTemplate(self.engine.from_string(template_code), self)

    def get_template(self, template_name: str) -> RowTemplate:
        return RowTemplate(super().get_template(template_name).template, self)


def _asked(value: Any) -> Any:
    """What a processor would give when its template asked for it."""
    found = value() if callable(value) else value
    return tuple(found) if isinstance(found, Iterator) else found


@dataclass(frozen=True, slots=True)
class Said:
    """A message about what somebody just did, and the class that it stands in."""

    message: str
    tags: str


def _of_this_answer(request: HttpRequest) -> dict[str, Any]:
    """What only this answer has: its proof against foreign scripts, and what is said once."""
    return {
        "csp_nonce": str(get_nonce(request)),
        "messages": tuple(Said(str(one.message), one.tags) for one in get_messages(request)),
    }
