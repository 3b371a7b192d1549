"""Accounts: proving a secret at its server, keeping it sealed, and opening it for a sending."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from publishing import media
from publishing.ground import audit, door, vault
from publishing.ground.models import Court, Person
from publishing.models import Account
from publishing.networks.base import Connection, Identity, OutcomeUnknown, Permanent, Transient
from publishing.networks.registry import NETWORKS, adapter

SECRET_MAX = 4096  # characters


def connection(account: Account, http: door.Session, pictures: Callable[[str], bytes] | None = None) -> Connection:
    """The account, ready for requests over `http` (of door.session). `pictures` replaces reading the court's media
    by SHA-256. Raises VaultRefused when the credentials cannot be opened; an account without any has none.
    """
    return Connection(
        base_url=account.base_url,
        handle=account.handle,
        remote_id=account.remote_id,
        credentials=_open(account),
        http=http,
        media=pictures or functools.partial(media.read, account.court_id),
        profile_url=account.profile_url,
    )


def credentials_store(account: Account, credentials: Mapping[str, str]) -> None:
    """Seals `credentials` into the account's row, at once. For what a server renewed: it is no act of a person."""
    account.credentials = _sealed(account, credentials)
    account.save(update_fields=["credentials"])


@transaction.atomic
def credentials_renew(given: Account, renewed: Mapping[str, str]) -> None:
    """Keeps what a server `renewed` for an account as it was `given`, unless it was connected anew meanwhile."""
    account = Account.objects.select_for_update().get(pk=given.pk)
    if _same(account, given):
        credentials_store(account, renewed)
        given.credentials = account.credentials


def _same(now: Account, given: Account) -> bool:
    """Whether both hold the same words, though a new key of the vault may have sealed them anew meanwhile."""
    if bytes(now.credentials or b"") == bytes(given.credentials or b""):
        return True
    try:
        return _open(now) == _open(given)
    except vault.VaultRefused:
        return False


def account_checked(network: str, base_url: str, handle: str, secret: str) -> tuple[str, str]:
    """Address and name as they are kept. Raises ValidationError by field."""
    errors: dict[str, str] = {}
    base_url, handle = base_url.strip().rstrip("/"), handle.strip().lstrip("@")
    if network not in NETWORKS:
        errors["network"] = _("There is no network “%(name)s”. Choose one of: %(names)s.") % {
            "name": network,
            "names": ", ".join(NETWORKS),
        }
    if not _is_address(base_url):
        errors["base_url"] = _("Write the server's address as https://server.example, without a name or a question.")
    if not handle or len(handle) > 200 or any(sign.isspace() for sign in handle):
        errors["handle"] = _("Write the account's name at its network, such as court or court.example.")
    if not secret or len(secret) > SECRET_MAX or not (secret.isascii() and secret.isprintable()):
        errors["secret"] = _("Give the secret as one line of plain characters, without blanks around it.")
    if errors:
        raise ValidationError(errors)
    return base_url, handle


def _is_address(base_url: str) -> bool:
    try:
        url = urlsplit(base_url)
        port = url.port
    except ValueError:
        return False
    plain = not (url.username or url.password or url.query or url.fragment) and port != 0
    return url.scheme in ("http", "https") and bool(url.hostname) and plain and len(base_url) <= 200


def identity_proved(network: str, base_url: str, handle: str, secret: str) -> Identity:
    """Whom the secret belongs to, as the server says now. Raises ValidationError by field."""
    bare = Connection(base_url, handle, "", {}, door.session(), media=_no_media)
    try:
        identity = adapter(network).check(secret, bare)
    except Permanent as error:
        raise ValidationError({error.mend or "base_url": str(error)}) from None
    except (Transient, OutcomeUnknown) as error:
        words = _("%(reason)s Check the address, and try again in a while.") % {"reason": error}
        raise ValidationError({"base_url": words}) from None
    if not _same_handle(handle, identity.handle):
        words = _("This secret belongs to “%(theirs)s”. Write that name, or give the secret of “%(ours)s”.")
        raise ValidationError({"handle": words % {"theirs": identity.handle, "ours": handle}})
    return identity


def _no_media(sha256: str) -> bytes:
    raise LookupError(sha256)


def _same_handle(ours: str, theirs: str) -> bool:
    """Whether both name one account of one server: court@server.example is court there."""
    return ours.lower() in (theirs.lower(), *([] if "@" in theirs else [f"{theirs.lower()}@{ours.partition('@')[2]}"]))


def account_of(court: Court, network: str, base_url: str, identity: Identity) -> Account:
    """The court's row of that account, locked, or a new one. Raises ValidationError where its name changed hands."""
    rows = Account.objects.select_for_update().filter(court=court, network=network)
    account = (
        rows.filter(base_url=base_url, remote_id=identity.remote_id).first()
        or rows.filter(handle=identity.handle).first()
        or Account(court=court, network=network)
    )
    if account.remote_id and (account.base_url, account.remote_id) != (base_url, identity.remote_id):
        words = _("This name now belongs to another account than before. Ask at the server what happened.")
        raise ValidationError({"handle": words})
    return account


@transaction.atomic
def account_store(
    court: Court, network: str, base_url: str, identity: Identity, by: Person | None, **facts: Any
) -> Account:
    """Keeps what was proved, sealed, and marks the account connected. Whoever calls this has asked who may."""
    account = account_of(court, network, base_url, identity)
    account.base_url, account.remote_id, account.handle = base_url, identity.remote_id, identity.handle
    account.display_name, account.profile_url = identity.display_name[:200], identity.profile_url[:200]
    account.limits, account.connected = dict(identity.limits), True
    account.refused_at = None
    account.credentials = _sealed(account, identity.credentials)
    account.full_clean(exclude=["court"])
    account.save()
    actor, told = audit.actor_of(by), {"network": network, **facts}
    audit.record(court, "account_connected", actor=actor, subject=f"account:{account.pk}", facts=told)
    return account


def _row(account: Account) -> str:
    return f"account:{account.pk}:credentials"


def _sealed(account: Account, credentials: Mapping[str, str]) -> bytes:
    return vault.seal(json.dumps(dict(credentials)).encode(), row=_row(account))


def _open(account: Account) -> dict[str, str]:
    if account.credentials is None:
        return {}
    opened: dict[str, str] = json.loads(vault.unseal(bytes(account.credentials), row=_row(account)))
    return opened
