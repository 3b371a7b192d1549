"""What takes a picture: it is looked at before any other library unpacks it."""

from __future__ import annotations

from typing import Any

from wagtail.images.fields import WagtailImageField

from cms.models.images import sound


class PictureField(WagtailImageField):
    """Wagtail's field, which unpacks a picture before it has asked how large it becomes."""

    def to_python(self, data: Any) -> Any:
        """The file. Raises ValidationError with plain words where it is too large or no sound picture."""
        if data and data.size and data.size <= (self.max_upload_size or data.size):
            sound(data)
            data.seek(0)
        return super().to_python(data)
