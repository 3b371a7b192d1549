"""The pictures of a post: those it has, and new ones from the computer or from the court's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from cms.models import CourtImage, Post, PostImage
from publishing.ground.models import Court, Person

from .fields import PictureField
from .seen import SeenForm, answers

PICTURES_MAX = 10


class PictureForm(SeenForm):
    image = forms.ModelChoiceField(
        label=_("A picture that the court has"),
        queryset=CourtImage.objects.none(),
        required=False,
        empty_label=_("None"),
        error_messages={"invalid_choice": _("This picture is not one of this court’s. Choose one from the list.")},
    )
    file = PictureField(label=_("A new picture from your computer"), required=False)
    alt = forms.CharField(
        label=_("Text for people who cannot see the picture"),
        help_text=_("Say what it shows and why it matters here. Nobody fills this in for you."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, court: Court, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        images: Any = self.fields["image"]
        images.queryset = CourtImage.objects.of_court(court).known_to(person).order_by("-created_at")
        if "image" in self.initial:
            images.widget = forms.HiddenInput()
        file: Any = self.fields["file"]
        file.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"

    @property
    def stored(self) -> CourtImage | None:
        """The picture of a row that the post has already."""
        found: CourtImage | None = self.initial.get("image")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("alt") and not (data.get("image") or data.get("file")) and not self.errors:
            self.add_error("file", _("There is a description without a picture. Choose the picture."))
        if data.get("image") and data.get("file"):
            self.add_error("file", _("Choose either a new picture or one that the court has, not both."))
        return data


class PictureFormSet(BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this picture")

    def rows(self, post: Post) -> list[PostImage]:
        """The pictures as chosen, without new files, which have no row yet."""
        known = {row.image_id: row for row in post.images.all()}
        kept: list[PostImage] = []
        for form in self.chosen():
            if image := form.cleaned_data.get("image"):
                row = known.pop(image.pk, None) or PostImage(image=image)
                row.alt, row.sort_order = form.cleaned_data.get("alt", ""), len(kept)
                row.facts = list(form.facts) if form.stored or form.facts else image.facts
                kept.append(row)
        return kept

    def chosen(self) -> list[PictureForm]:
        rows = (form for form in self.forms if hasattr(form, "cleaned_data"))
        return [form for form in rows if not form.cleaned_data.get("DELETE")]


def picture_formset(*, post: Post, person: Person, data: Any = None, files: Any = None) -> PictureFormSet:
    made: Any = formset_factory(
        PictureForm, formset=PictureFormSet, extra=1, can_delete=True,
        max_num=PICTURES_MAX, validate_max=True, absolute_max=PICTURES_MAX + 5,
    )  # fmt: skip
    initial = [{"image": row.image, "alt": row.alt, **answers(row.facts)} for row in post.images.all()]
    own = {"court": post.court, "person": person}
    formset: PictureFormSet = made(data, files, initial=initial, prefix="pictures", form_kwargs=own)
    return formset
