"""Wagtail's form for a picture. A picture stays what it is: who wants another one adds it."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from wagtail.images.forms import BaseImageForm

from cms.models import CourtImage
from cms.services.pictures import picture_record

from .fields import PictureField
from .seen import SeenForm, answers


class CourtImageForm(BaseImageForm, SeenForm):
    """A new picture with its file; of a known one only what the court calls it. Both stand on the trail.

    A file exchanged under a submitted post, or a picture moved to another court, would change what others read.
    """

    FIXED = ("file", "collection")
    file = PictureField(label=capfirst(CourtImage._meta.get_field("file").verbose_name))

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "user": user})
        self.person = user
        self.known = self.instance.pk is not None
        for name in self.FIXED if self.known else ():
            self.fields.pop(name, None)
        self.initial.update(answers(self.instance.facts))

    def save(self, commit: bool = True) -> Any:
        self.instance.facts = list(self.facts)
        image = super().save(commit=commit)
        if commit:
            picture_record(image=image, by=self.person, changed=self.changed_data if self.known else None)
        return image
