"""The composer: one form for a new post and for a known one. Services do what it asks for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as plain_messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import date as format_date
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.snippets.views.snippets import CreateView, EditView

from approvals.services import probes_note, probes_note_texts, review_now
from cms.desk import Desk, desk_of, marks
from cms.forms import ComposerForm
from cms.models import Post, Template
from cms.models.sealing import is_sealed
from cms.services import (
    PostRefused,
    picture_add,
    picture_describe,
    post_answer,
    post_justify,
    post_mend,
    post_save_draft,
    post_submit,
)
from cms.states import MAY_BE_TAKEN_BACK, OPEN, PostState
from cms.zones import offset_name
from publishing.ground.confidence import read_by
from publishing.ground.models import Court
from publishing.ground.rights import may, open_to

from .asking import ask_registrar
from .matters import found
from .panels import ChecksPanel, StatusPanel
from .talking import remarks_placed, talk_shown

# Wagtail has no types: to the checker its views are Any, at work the mixin stands before them.
Base: Any = object


class ComposerMixin(Base):
    """What both views share. `self.court` is the post's court; everything offered belongs to it."""

    request: Any
    object: Any
    form: Any
    action: str
    form_class = ComposerForm

    def get_panel(self) -> None:
        return None

    def get_template_names(self) -> list[str]:
        return ["cms/composer.html"]

    def get_form_class(self) -> type[ComposerForm]:
        return ComposerForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        kwargs.pop("for_user", None)
        return {**kwargs, "court": self.court, "person": self.request.user}

    @cached_property
    def court(self) -> Court:
        raise NotImplementedError

    @cached_property
    def may_write(self) -> bool:
        return may("post_save_draft", self.request.user, self.court)

    @cached_property
    def desk(self) -> Desk:
        return desk_of(self.form.instance, self.request.user)

    def get_available_actions(self) -> list[str]:
        return ["create", "edit", "submit", "check", "mend", "ask"]

    def get_side_panels(self) -> MediaContainer:
        post = self.form.instance
        return MediaContainer([StatusPanel(post, self.request), ChecksPanel(post, self.request, self.desk)])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        post = self.form.instance
        state = PostState(post.state)
        asked = self.request.GET.get("submitted") == "1" and not self.form.is_bound
        context.update(
            court=self.court,
            post=post,
            desk=self.desk,
            may_take_back=state in MAY_BE_TAKEN_BACK,
            saved_at=self._saved_at(post),
            marks=marks(post.text, self.desk.notes),
            tabs=self._tabs(),
            at=self.desk.at if asked else {},
            asked=asked,
            may_write=self.may_write,
            zone_name=self.court.time_zone,
            zone_offset=offset_name(post.due_at.astimezone(self.court.zone)) if post.due_at else "",
            live_url=self._live_url(),
            matters=found(self.request, self.court),
            template=post.locked_template,
            templates_there=not post.pk and Template.objects.in_use().filter(court=self.court).exists(),
        )
        if post.pk:
            context["sealed"] = is_sealed(post)
            context["talk"] = talk = talk_shown(post, self.request.user)
            context.update(remarks=remarks_placed(talk, post.text), may_ask_here=state in OPEN | MAY_BE_TAKEN_BACK)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without JavaScript a matter is found by sending the form, which is shown again and not stored."""
        if "action-find" not in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        self.form = self.get_form()
        self.form.is_valid()
        self.form.draft()
        self.form.errors.clear()
        return self.render_to_response(self.get_context_data(form=self.form))

    def _tabs(self) -> list[dict[str, Any]]:
        chosen = {str(one) for one in self.form["accounts"].value() or ()}
        return [
            {"account": account, "field": self.form[f"own-{account.pk}"], "chosen": str(account.pk) in chosen}
            for account in self.form.court_accounts
            if account.connected or str(account.pk) in chosen
        ]

    def _saved_at(self, post: Post) -> str:
        revision = post.latest_revision
        return format_date(revision.created_at.astimezone(self.court.zone), "H:i") if revision else ""

    def _live_url(self) -> str:
        if self.form.instance.pk:
            return reverse("posts:live", args=[self.form.instance.pk])
        return reverse("posts:live_new") + f"?court={self.court.slug}"

    def form_valid(self, form: ComposerForm) -> HttpResponse:
        self.form = form
        try:
            with transaction.atomic():
                self.object = self._save(form)
        except PostRefused as refusal:
            return self._refuse(form, refusal)
        here = reverse("posts:edit", args=[self.object.pk])
        self._note_probes()
        if self.action == "submit":
            return self._submit(here)
        if self.action == "ask":
            return ask_registrar(self.request, self.object)
        if self.action != "check":
            plain_messages.success(self.request, _("Draft saved."))
        return redirect(here + ("#findings" if self.action in ("check", "mend") else ""))

    def _save(self, form: ComposerForm) -> Post:
        user: Any = self.request.user
        post = form.draft()
        rows = list(post.images.all())
        for picture in form.pictures.chosen():
            if file := picture.cleaned_data.get("file"):
                image = picture_add(court=self.court, file=file, by=user, facts=picture.facts)
                alt = picture.cleaned_data.get("alt", "")
                rows.append(Post.images.rel.related_model(image=image, alt=alt, facts=image.facts))
            elif picture.facts and picture.has_changed():
                picture_describe(image=picture.cleaned_data["image"], facts=picture.facts, by=user)
        for place, row in enumerate(rows):
            row.sort_order = place
        post.images = rows
        if self.action == "mend":
            saved = post_mend(post=post, mend=self.request.POST["action-mend"], by=user)
        else:
            saved = post_save_draft(post=post, by=user)
        self._keep_reasons(saved)
        return saved

    def _keep_reasons(self, post: Post) -> None:
        for name, words in self.request.POST.items():
            parts = name.split("|")
            if parts[0] == "reason" and len(parts) == 4 and str(words).strip():
                post_justify(
                    post=post, code=parts[1], matter=parts[2], words_hash=parts[3], text=str(words),
                    by=self.request.user,
                )  # fmt: skip
            elif parts[0] == "answer" and len(parts) == 2 and str(words).strip():
                post_answer(post=post, question=parts[1], text=str(words), by=self.request.user)

    def _note_probes(self) -> None:
        """What the saved draft and its reasons tell about protected names is told once here, with or without script."""
        try:
            result = review_now(self.object)
        except Exception:  # what cannot be checked tells nothing; the error could repeat the post
            return
        probes_note(court=self.court, person=self.request.user, result=result)

    def _submit(self, here: str) -> HttpResponse:
        try:
            post_submit(post=self.object, by=self.request.user)
        except PostRefused as refusal:
            plain_messages.error(self.request, _("Saved, but not submitted. %(why)s") % {"why": refusal})
            return redirect(f"{here}?submitted=1#first-obstacle")
        plain_messages.success(self.request, _("Submitted. The approvers have been asked."))
        return redirect(here)

    def _refuse(self, form: ComposerForm, refusal: PostRefused) -> HttpResponse:
        own = ("reason|", "answer|")
        reasons = [str(words) for name, words in self.request.POST.items() if name.startswith(own)]
        probes_note_texts(court=self.court, person=self.request.user, texts=reasons)
        for obstacle in refusal.obstacles:
            form.add_error(obstacle.field if obstacle.field in form.fields else None, obstacle.words)
        self.produced_error_code = "refused"
        self.produced_error_message = str(refusal)
        answer: HttpResponse = self.form_invalid(form)
        return answer


class PostCreateView(ComposerMixin, CreateView):
    @cached_property
    def courts(self) -> list[Court]:
        return list(open_to("post_save_draft", self.request.user).order_by("name"))

    @cached_property
    def court(self) -> Court:
        wanted = self.request.POST.get("court") or self.request.GET.get("court")
        for court in self.courts:
            if court.slug == wanted or (not wanted and len(self.courts) == 1):
                return court
        raise Http404

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.courts:
            raise PermissionDenied
        if len(self.courts) > 1 and not (request.POST.get("court") or request.GET.get("court")):
            context = {"courts": self.courts, "page_title": _("New post"), "header_icon": "edit"}
            return TemplateResponse(request, "cms/choose_court.html", context)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_initial(self) -> dict[str, Any]:
        """A correction begins with what it corrects; the form offers only what the court has published."""
        corrected = self.request.GET.get("corrects", "")
        return {"kind": "correction", "corrects": corrected} if corrected else {}

    def get_success_message(self, instance: Any = None) -> None:
        return None


class PostEditView(ComposerMixin, EditView):
    permission_required = None
    any_permission_required = ("change", "view")

    def get_queryset(self) -> Any:
        return Post.objects.for_person(self.request.user).select_related("court", "author", "corrects")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.may_write:
            self.locked_for_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        read_by(self.object.reference, person)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    @cached_property
    def court(self) -> Court:
        court: Court = self.object.court
        return court

    def get_page_subtitle(self) -> str:
        return str(self.object.reference)

    def get_editing_sessions(self) -> Any:
        """Who else writes is of no use to a reader, whose sign of life would be refused."""
        return super().get_editing_sessions() if self.may_write else None

    def get_form(self, form_class: Any = None) -> ComposerForm:
        form: ComposerForm = super().get_form(form_class)
        if self.locked_for_user and not form.is_bound:
            for field in (*form.fields.values(), *(f for row in form.pictures for f in row.fields.values())):
                field.disabled = True
        return form

    def is_valid(self, form: Any) -> bool:
        if not self.may_write:
            self.produced_error_message = _("Only a press officer of this court writes its posts.")
            return False
        if self.lock:
            self.produced_error_message = str(self.lock.get_message(self.request.user))
            return False
        if self.is_out_of_date:
            self.produced_error_message = _(
                "Someone saved this post after you opened it. Your words stand below and are not saved. Compare them"
                " with the history, then save again to replace the other version."
            )
            return False
        valid: bool = form.is_valid()
        if not valid:
            self.produced_error_message = _("The post could not be saved. The fields below say why.")
        return valid
