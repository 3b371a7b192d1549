"""The rules of a court: packs, own words, weights and public bodies, with who changed what and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from approvals.domain.places import BadPack, Place, codes, place
from approvals.domain.review import LEVELS
from approvals.domain.tongues import base
from approvals.guidelines.checks import CHECKS as NAMED
from approvals.models import RuleChange, RuleKind
from approvals.rule_wording import WEIGHTS
from approvals.services import Invalid, Refused
from approvals.services.rulebooks import (
    DOMAIN_CODE,
    body_add,
    may_change,
    may_lower,
    pack_switch_on,
    rule_end,
    rules_of,
    weight_set,
    word_add,
)
from publishing.ground.models import Court

from .rulebook_forms import BodyForm, WeightForm, WordForm
from .shell import OfCourt


class OfRules(OfCourt):
    """A page about the rules of one court."""

    page_title = home_title = gettext_lazy("Rules")
    header_icon = "pr-shield"
    right = "rules_read"
    home = "rules:court"

    def keeps(self) -> bool:
        return may_change(self.court, self.request.user)


class Index(OfRules):
    """All that differs from the base, and what did."""

    template_name = "approvals/rulebook.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = RuleChange.objects.filter(court=self.court).select_related("created_by", "ended_by")
        live = [line(row) for row in rows.standing()]
        packs = {row["row"].code: row for row in live if row["row"].kind == RuleKind.PACK}
        return super().get_context_data(
            packs=sorted(
                (pack_line(code, packs.get(code)) for code in {*codes(), *packs}), key=lambda one: one["title"]
            ),
            words=[row for row in live if row["row"].kind == RuleKind.WORD],
            weights=[row for row in live if row["row"].kind == RuleKind.WEIGHT],
            bodies=[row for row in live if row["row"].kind == RuleKind.BODY],
            ended=[line(row) for row in rows.exclude(ended_at=None).order_by("-ended_at")],
            version=version_of(self.court),
            **kwargs,
        )


class Pack(OfRules):
    """Everything that one pack changes, with the reason of each entry. Switched on by POST."""

    template_name = "approvals/pack.html"
    pack: Place

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        try:
            self.pack = place(kwargs["pack"])
        except BadPack as error:
            raise Http404 from error

    def get_page_title(self) -> str:
        return self.pack.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = RuleChange.objects.filter(court=self.court, kind=RuleKind.PACK, code=self.pack.code).standing().first()
        texts = [(words, [text for text in self.pack.texts if text.about == about]) for about, words in ABOUT]
        kwargs.pop("pack", None)  # its code, from the address
        return super().get_context_data(
            pack=self.pack,
            on=on,
            texts=[group for group in texts if group[1]],
            weights=[
                (named(row.check), WEIGHTS[row.level], WEIGHTS[LEVELS[row.check]], row.why)
                for row in self.pack.severities
                if row.check in LEVELS
            ],
            words=[(named(row.check), row) for row in self.pack.words],
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            pack_switch_on(court=self.court, code=self.pack.code, by=person)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Switched on. The checks use it from now on."))
        return redirect(self.address())


class RuleNew(OfRules):
    """A form and one service call. What the service refuses stands under its field."""

    template_name = "approvals/rulebook_form.html"
    right = "rule_end"
    lede: Any = ""
    form_class: type[forms.Form]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if form.is_valid() and self.kept(form):
            messages.success(request, _("Saved. The checks use it from now on."))
            return redirect(self.address())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def kept(self, form: Any) -> bool:
        try:
            self.keep(form)
        except Invalid as error:
            for field, words in error.errors.items():
                form.add_error(field if field in form.fields else form.where.get(field), words)
        except Refused as error:
            form.add_error(None, str(error))
        return not form.errors

    def keep(self, form: Any) -> None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form_class(initial={"language": base(self.court.languages[0]) if self.court.languages else ""})
        own = {"form": form, "lede": self.lede, "lowers": may_lower(self.court, self.request.user)}
        return super().get_context_data(**own | kwargs)


class WordNew(RuleNew):
    page_title = gettext_lazy("Add words")
    lede = gettext_lazy(
        "The checks will find these words, too. One sentence proves it: it must be found with them, and not without."
    )
    form_class = WordForm

    def keep(self, form: Any) -> None:
        word_add(court=self.court, entry=form.entry(), by=self.request.user)


class WeightNew(RuleNew):
    page_title = gettext_lazy("Change a weight")
    lede = gettext_lazy(
        "A finding stops the post, asks for a reason, or is a hint. Only the president makes a check weigh less, and "
        "what protects people by an order never does."
    )
    form_class = WeightForm

    def keep(self, form: Any) -> None:
        weight_set(court=self.court, by=self.request.user, **form.cleaned_data)


class BodyNew(RuleNew):
    page_title = gettext_lazy("Add a public body")
    lede = gettext_lazy(
        "The checks take links and accounts of such a body for official: those of the weather service, say."
    )
    form_class = BodyForm

    def keep(self, form: Any) -> None:
        body_add(court=self.court, by=self.request.user, **form.cleaned_data)


class RuleEnd(OfRules):
    """The checks stop using one thing. Asked on GET, done on POST."""

    template_name = "approvals/rulebook_end.html"
    page_title = gettext_lazy("End this rule")
    right = "rule_end"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        standing = RuleChange.objects.filter(court=self.court).standing().select_related("court", "created_by")
        self.row = get_object_or_404(standing, pk=kwargs["change"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs | {"line": line(self.row)})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        try:
            rule_end(change=self.row, by=person)
        except Refused as error:
            messages.error(request, str(error))
        return redirect(self.address())


ABOUT = (
    ("quiet", gettext_lazy("Quiet periods")),
    ("listing", gettext_lazy("What a list may say")),
    ("note", gettext_lazy("Besides")),
)


def line(row: RuleChange) -> dict[str, Any]:
    """One change in words."""
    shown: dict[str, Any] = {"row": row, "check": named(row.code), "table": row.table.replace("_", " ")}
    if row.kind == RuleKind.WEIGHT:
        shown["weight"] = WEIGHTS[row.weight]
    if row.kind == RuleKind.BODY:
        shown["check"] = _("Domain") if row.code == DOMAIN_CODE else _("Account")
    if row.kind == RuleKind.PACK:
        shown["check"] = title_of(row.code)
    return shown


def named(code: str) -> Any:
    """What people call a check."""
    return NAMED[code].title if code in NAMED else code


def title_of(code: str) -> str:
    """The title of a pack; its code where it cannot be read."""
    try:
        return place(code).title
    except BadPack:
        return code


def pack_line(code: str, on: dict[str, Any] | None) -> dict[str, Any]:
    """One pack with what it changes in figures; `wrong` where it cannot be read."""
    try:
        pack = place(code)
    except BadPack as error:
        return {"code": code, "title": code, "on": on, "wrong": str(error)}
    words = sum(len(entry.words) for entry in pack.words)
    return {"code": code, "title": pack.title, "on": on, "pack": pack, "words": words}


def version_of(court: Court) -> str:
    """What a review of this moment would keep; nothing where a pack cannot be used."""
    try:
        return rules_of(court).version
    except BadPack:
        return ""
