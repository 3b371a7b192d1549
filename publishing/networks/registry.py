"""Every network that this installation can speak to."""

from __future__ import annotations

from publishing.networks.base import Adapter
from publishing.networks.bluesky import Bluesky
from publishing.networks.mastodon import Mastodon
from publishing.networks.sandbox import Sandbox

NETWORKS: dict[str, Adapter] = {one.name: one for one in (Sandbox(), Mastodon(), Bluesky())}


def adapter(name: str) -> Adapter:
    """The adapter of a network. Raises KeyError for a name that is not in NETWORKS."""
    return NETWORKS[name]
