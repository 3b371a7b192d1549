"""Drafting from a template: its form with a preview, and the fields of a post that has one already."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import Matter
from cms.filling import readable_matters
from cms.forms.templates import FillForm, field_name
from cms.models import Post, Template
from cms.services import PostRefused, post_from_template, post_leave_template, post_refill
from cms.services.drafting import preview
from cms.states import OPEN, PostState
from publishing.ground.rights import roles_of

from . import breadcrumbs
from .templates import TemplatesShell, show


class Filling(TemplatesShell):
    """A form with the fields of a template, and what they make of its words."""

    template_name = "cms/templates/fill.html"
    right = "post_from_template"
    accounts = True

    @cached_property
    def matter(self) -> Matter | None:
        """The matter that filled the fields until now."""
        return None

    @cached_property
    def template(self) -> Template:
        rows = (
            Template.objects.in_use()
            .for_person(self.request.user, *roles_of("post_from_template"))
            .select_related("court", "picture")
        )
        found: Template = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def form_of(self, data: Any = None) -> FillForm:
        form = FillForm(
            data, template=self.template, person=self.request.user, accounts=self.accounts, initial=self.values()
        )
        form.matter = self.matter
        return form

    def values(self) -> dict[str, Any]:
        return {}

    def keep(self, form: FillForm) -> Post:
        """The one service call."""
        raise NotImplementedError

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(self.form_of())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_of(request.POST)
        if form.is_valid() and "action-preview" not in request.POST:
            try:
                post = self.keep(form)
            except PostRefused as refusal:
                show(form, refusal, [(blank.name, field_name(blank.name)) for blank in self.template.blanks])
            else:
                return redirect("posts:edit", post.pk)
        return self.answer(form, status=200 if "action-preview" in request.POST else 422)

    def answer(self, form: FillForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, template=self.template, **seen(form))
        return self.render_to_response(context, status=status)


class TemplateUse(Filling):
    """A new post from a template."""

    page_title = gettext_lazy("Draft a post")

    def keep(self, form: FillForm) -> Post:
        facts = {"template": self.template, "given": form.given(), "accounts": form.cleaned_data["accounts"]}
        post = post_from_template(**facts, by=self.request.user)
        messages.success(self.request, _("Drafted. Choose when it goes out, then submit it."))
        return post


class PostFields(Filling):
    """The fields of an open draft that a locked template wrote."""

    page_title = gettext_lazy("Fields")
    accounts = False

    @cached_property
    def draft(self) -> Post:
        posts = Post.objects.for_person(self.request.user, *roles_of("post_from_template")).filter(
            drafted_from__locked=True
        )
        posts = posts.filter(state__in=[PostState(state) for state in OPEN])
        found: Post = get_object_or_404(posts.select_related("court", "drafted_from__court"), pk=self.kwargs["post"])
        return found

    @cached_property
    def template(self) -> Template:
        found: Template | None = self.draft.drafted_from
        assert found is not None  # noqa: S101 - the query asks for it
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs.of_post(self.draft, self.page_title)

    def values(self) -> dict[str, Any]:
        kept = self.draft.fields
        values = {field_name(name): value for name, value in kept.get("values", {}).items()}
        days = [date.fromisoformat(day) for day in kept.get("period", ())]
        period = dict(zip(("first_day", "last_day"), days, strict=False))
        return {**values, **period, "matter": self.matter.docket if self.matter else ""}

    @cached_property
    def matter(self) -> Matter | None:
        """The same, while it may be spoken of."""
        key = self.draft.fields.get("matter")
        matters = readable_matters(self.draft.court, self.request.user)
        return matters.filter(pk=UUID(key)).first() if key else None

    def keep(self, form: FillForm) -> Post:
        post = post_refill(post=self.draft, given=form.given(), by=self.request.user)
        messages.success(self.request, _("Written anew from its fields."))
        return post

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(draft=self.draft, **kwargs)


class PostLeave(PostFields):
    """Frees the words of a draft."""

    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            post_leave_template(post=self.draft, by=request.user)
        except PostRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The text is free. The post goes the ordinary way to approval."))
        return redirect("posts:edit", self.draft.pk)


class TemplatePreview(TemplateUse):
    """What the form makes of the words while somebody fills it in. Stores nothing."""

    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_of(request.POST)
        form.is_valid()
        return render(request, "cms/templates/_preview.html", {"template": self.template, **seen(form)})


def seen(form: FillForm) -> dict[str, Any]:
    """The words as they would be, and what the register gives; what is not chosen yet is no trouble."""
    said, lines = preview(form.template, form.given(), form.person)
    return {"said": said, "lines": [line for line in lines if line.blank.source], "asked": form.is_bound}
