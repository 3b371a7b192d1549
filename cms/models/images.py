"""Pictures. They have no public address: cms.views.media serves them to members of the court."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.search import index

from publishing.domain.picture_facts import ordered
from publishing.ground.confidence import hidden_from
from publishing.ground.models import Court, Person
from publishing.media import SOURCE_BYTES, NoPicture, UnfitMedium, still

from .provenance import told_by
from .searching import index_on_commit

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class Bare(ContentFile):
    """A picture that was encoded anew."""


def cleaned(file: Any) -> Bare:
    """The picture in `file`, upright and encoded anew: no place, no camera, no profile, no hidden thumbnail stays.

    Raises ValidationError with plain words when it is no sound JPEG, PNG or WebP.
    """
    picture, kind = sound(file)
    content = Bare(b"", name=f"{uuid.uuid4().hex}.{FORMATS[kind]}")
    picture.save(content, format=kind, **({} if kind == "PNG" else {"quality": 92}))
    content.seek(0)
    return content


def sound(file: Any) -> tuple[Pillow.Image, str]:
    """The picture in `file` with nothing else, and its format. Raises ValidationError as `cleaned` does."""
    file.seek(0)
    try:
        picture, kind = still(file.read(SOURCE_BYTES + 1))
    except NoPicture as error:
        raise ValidationError(unreadable()) from error
    except UnfitMedium as error:
        raise ValidationError(str(error)) from error
    if kind not in FORMATS:
        raise ValidationError(unreadable())
    return picture, kind


def unreadable() -> str:
    return str(_("This file is no picture that can be sent. Choose a JPEG, PNG or WebP file."))


class CourtImageQuerySet(ImageQuerySet):
    def for_person(self, person: Person, *roles: str) -> CourtImageQuerySet:
        mine = Court.objects.for_person(person, *roles)  # by the collection itself, which a search can filter by
        return self.filter(collection__in=mine.values("collection")).known_to(person)

    def known_to(self, person: Person) -> CourtImageQuerySet:
        """Without what is used in sealed posts alone that do not name `person`, unless they brought it themselves."""
        hidden = {"post__reference__in": hidden_from(person)}
        if not hidden["post__reference__in"]:
            return self
        uses = CourtImage.uses.rel.related_model.objects
        only_there = uses.filter(**hidden).exclude(image__in=uses.exclude(**hidden).values("image"))
        theirs = CourtImage.objects.filter(pk__in=only_there.values("image")).exclude(uploaded_by_user=person.pk)
        return self.exclude(pk__in=theirs.values("pk"))

    def of_court(self, court: Court) -> CourtImageQuerySet:
        return self.filter(collection__court=court)


class CourtImage(AbstractImage):
    """A picture of the court whose collection it is in."""

    # Codes of publishing.domain.picture_facts, as last said.
    facts = models.JSONField(_("what is to be seen"), default=list, db_default=[], blank=True)

    admin_form_fields = ("title", "file", "collection")

    search_auto_update = False  # see index_on_commit
    search_fields = [*AbstractImage.search_fields, index.FilterField("id")]

    objects = CourtImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        return f"original_images/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        file = getattr(self, "file")  # noqa: B009 Wagtail says no type
        if file and not file._committed:
            if not isinstance(file.file, Bare):
                self.facts = ordered([*self.facts, *told_by(file)])
                self.file = cleaned(file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)
        index_on_commit(self)


class CourtRendition(AbstractRendition):
    image = models.ForeignKey(CourtImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
