"""Where a short address leads, asked of the service that shortened it. The page it leads to is not visited."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from approvals.domain.addresses import addresses, is_short
from approvals.domain.mends import short_addresses, without_tracking
from publishing.ground import door

from .refusals import Obstacle, PostRefused

DEADLINE, CAP = 8.0, 100_000  # seconds and bytes of one answer
HOPS = 4  # short addresses that lead to short addresses


def targets_of(texts: Iterable[str]) -> dict[str, str]:
    """{short address as written: the whole address}, without what follows readers. Raises PostRefused."""
    short = {address for text in texts for address in short_addresses(text)}
    with door.session(deadline=DEADLINE, cap=CAP) as http:
        return {address: without_tracking(_target(http, address)) for address in sorted(short)}


def _target(http: door.Session, address: str) -> str:
    here = _encrypted(address)
    for _hop in range(HOPS):
        try:
            answer = http.get(here, allow_redirects=False)
        except door.DoorError as error:
            raise _refused(address) from error
        if not answer.is_redirect:
            break
        here = urljoin(here, answer.headers["Location"])
        match addresses(here):
            case [one] if not is_short(one):
                return here
        here = _encrypted(here)
    raise _refused(address)


def _encrypted(address: str) -> str:
    """The same address over https: services for short addresses all answer there."""
    _scheme, found, rest = address.rpartition("://")
    return "https://" + (rest if found else address)


def _refused(address: str) -> PostRefused:
    words = _("Where %(address)s leads could not be found out. Write the whole address in its place.")
    return PostRefused(Obstacle("text", words % {"address": address}))
