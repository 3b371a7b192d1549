"""The checks on a court's own labelled posts, and what other rules would change before they go live."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.domain.places import codes
from approvals.domain.rulebook import OwnWord
from approvals.domain.tongues import base
from approvals.models import Evaluation, RuleChange, RuleKind
from approvals.rule_wording import LANGUAGE_NAMES, WEIGHTS
from approvals.services import Refused
from approvals.services.evaluations import AT_ONCE, OPEN, Proposal, evaluation_create, evaluation_run
from approvals.tasks import evaluation_queue

from .comparison import readable
from .rulebook import OfRules, RuleNew, named
from .rulebook_forms import PLAIN, languages, lists

SHOWN = 20
REFRESH = "2"  # seconds
TOTALS = (
    ("rows", gettext_lazy("Posts")),
    ("block_recall", gettext_lazy("Found of what must stop a post")),
    ("code_recall", gettext_lazy("Found of everything expected")),
    ("clean_rows", gettext_lazy("Posts that nothing should stop")),
    ("clean_blocked", gettext_lazy("of them stopped")),
    ("must_not", gettext_lazy("Found where the label forbids it")),
    ("noise_rows", gettext_lazy("Posts with something found that no label names")),
    ("missed", gettext_lazy("Posts with something missed")),
    ("wrong", gettext_lazy("Posts with something wrong")),
)
SHARES = ("block_recall", "code_recall")
COLUMNS = ("expected", "fired", "missed", "must_not", "noise")


class TrialForm(forms.Form):
    """A file, and the rules to compare with those of today."""

    where = {"words": "words"}
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "One labelled post as JSON on each line, in UTF-8: at most 2,000 posts and 5 MB. It is kept sealed and "
            "deleted as soon as it is scored; only counts, codes and line numbers stay."
        ),
    )
    packs = forms.MultipleChoiceField(
        label=gettext_lazy("Packs to try"),
        required=False,
        choices=lambda: [(pack.code, pack.title) for pack in readable()],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that are on are ticked. Change the ticks to see what another choice would do."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words to try"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("Words that are not yet among the rules of the Court, for the list below."),
    )
    table = forms.ChoiceField(label=gettext_lazy("Check and list"), choices=lists, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=languages, required=False)

    def proposal(self, on: set[str]) -> Proposal:
        """What differs from the rules of today."""
        data, packs = self.cleaned_data, set(self.cleaned_data["packs"])
        check, _colon, table = data["table"].partition(":")
        word = OwnWord(check, table, data["language"], data["words"].strip()) if data["words"].strip() else None
        return Proposal(tuple(sorted(packs)) if packs != on else None, word)


class Trials(RuleNew):
    """The newest trials of the court, and the form for a file."""

    template_name = "approvals/trials.html"
    page_title = gettext_lazy("Try the rules")
    form_class = TrialForm

    def on(self) -> set[str]:
        rows = RuleChange.objects.filter(court=self.court, kind=RuleKind.PACK).standing()
        return set(rows.values_list("code", flat=True)) & set(codes())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"packs": sorted(self.on()), "language": base(self.court.languages[0]) if self.court.languages else ""}
        form = TrialForm(initial=given)
        rows = Evaluation.objects.filter(court=self.court).select_related("by")[:SHOWN]
        return super().get_context_data(**{"form": form, "rows": rows} | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = TrialForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return redirect("rules:trial", self.court.slug, self.given(form).pk)
            except Refused as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def given(self, form: TrialForm) -> Evaluation:
        with transaction.atomic():
            row = evaluation_create(
                court=self.court,
                pieces=form.cleaned_data["file"].chunks(),
                proposal=form.proposal(self.on()),
                by=self.request.user,
            )
            work = evaluation_run if row.rows <= AT_ONCE else evaluation_queue
            transaction.on_commit(lambda: work(str(row.pk)))
        return row


class Trial(OfRules):
    """One trial: figures, what was missed and wrong by line, and what other rules change. Renews itself meanwhile."""

    template_name = "approvals/trial.html"
    page_title = gettext_lazy("Result")
    right = "evaluation_create"
    row: Evaluation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Evaluation.objects.filter(court=self.court).select_related("by")
        self.row = get_object_or_404(rows, pk=kwargs["trial"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = super().get_breadcrumbs_items()
        trials = {"url": reverse("rules:trials", args=[self.court.slug]), "label": Trials.page_title}
        return [here[0], trials, here[1]]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.row.state in OPEN:
            response["Refresh"] = REFRESH
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, then = self.row.result.get("now"), self.row.result.get("then")
        return super().get_context_data(
            row=self.row,
            moving=self.row.state in OPEN,
            proposed=proposed_words(self.row.proposed),
            totals=[(words, shown(now, key), shown(then, key)) for key, words in TOTALS] if now else [],
            tables=[
                table(_("By check"), _("Check"), now["by_code"], named),
                table(_("By language"), _("Language"), now["by_language"], str),
            ]
            if now
            else [],
            faults=[fault_line(one) for one in self.row.result.get("faults", ())],
            changes=[change_line(one) for one in self.row.result.get("changes", ())],
            **kwargs,
        )


def shown(figures: dict[str, Any] | None, key: str) -> str:
    """One figure in words; a share as per cent."""
    if figures is None:
        return ""
    value = figures[key]
    if value is None:
        return "–"
    return f"{100 * value:.1f} %" if key in SHARES else f"{value:,}"


def table(title: str, head: str, rows: dict[str, dict[str, int]], name: Any) -> dict[str, Any]:
    """The rows of a table in which anything happened."""
    found = [(name(key), [row[column] for column in COLUMNS]) for key, row in rows.items()]
    return {"title": title, "head": head, "rows": [row for row in found if any(row[1])]}


def proposed_words(proposed: dict[str, Any]) -> list[str]:
    """What other rules the trial compares with."""
    found = []
    if proposed.get("packs") is not None:
        titles = {pack.code: pack.title for pack in readable()}
        names = ", ".join(titles.get(code, code) for code in proposed["packs"]) or _("none")
        found.append(_("Packs: %(names)s") % {"names": names})
    if word := proposed.get("word"):
        where = {**word, "check": named(word["check"]), "language": LANGUAGE_NAMES.get(word["language"], "")}
        found.append(_("Words: “%(words)s” (%(check)s, %(table)s, %(language)s)") % where)
    return found


def fault_line(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "missed": list(map(named, one["missed"])), "wrong": list(map(named, one["wrong"]))}


def change_line(one: dict[str, Any]) -> dict[str, Any]:
    """One row whose result changes: each check with what it did and would do."""
    nothing = _("nothing")
    codes = [(named(code), WEIGHTS.get(old, nothing), WEIGHTS.get(new, nothing)) for code, old, new in one["codes"]]
    return {**one, "codes": codes}
