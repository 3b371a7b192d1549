"""Second factors lie sealed within the rows of the sign-in library: how a new key of the vault comes to them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator

from cms.signin.adapters import ROW
from publishing.ground import rotation

NAMES = ("secret", "seed")  # of an app; of recovery codes


class SecondFactors:
    """The secrets of apps and recovery codes, as base64 in a JSON column."""

    name = "mfa.Authenticator.data"

    def tokens(self) -> Iterator[tuple[Any, bytes]]:
        for one in Authenticator.objects.order_by("pk"):
            for name in NAMES:
                if token := _token(one.data.get(name)):
                    yield (one.pk, name), token

    def row(self, key: Any) -> str:
        return ROW

    def swap(self, key: Any, old: bytes, new: bytes) -> bool:
        pk, name = key
        one = Authenticator.objects.select_for_update().filter(pk=pk).first()
        if one is None or _token(one.data.get(name)) != old:
            return False
        one.data[name] = base64.b64encode(new).decode()
        one.save(update_fields=["data"])
        return True


def _token(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except binascii.Error:
        return b""


rotation.MORE["second factors"] = lambda: [SecondFactors()]
