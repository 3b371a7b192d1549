"""Tags: the keyed numbers that stand for the forms of names in the index.

The upper half of a tag is that of the form's `head`, the lower half its own. So a text asks first which of its words
are the head of any name, most are of none, and what lies together in the index is read together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from approvals.domain.keys import head
from approvals.domain.textkeys import heads, keys_under
from approvals.models import NameTag
from publishing.ground import vault


def tags_of(court_id: int, keys: Collection[str]) -> list[int]:
    """The tag of each key for the court of that id, in order."""
    upper = firsts_of(court_id, set(map(head, keys)))
    own = vault.tags(court_id, keys)
    return [upper[head(key)] + int.from_bytes(tag[4:]) for key, tag in zip(keys, own, strict=True)]


def firsts_of(court_id: int, words: Collection[str]) -> dict[str, int]:
    """For each of `words` the smallest tag that a key with this head can have."""
    tags = vault.tags(court_id, words)
    return {word: int.from_bytes(tag[:4], signed=True) << 32 for word, tag in zip(words, tags, strict=True)}


def tags_in(court_id: int, texts: Iterable[str]) -> list[int]:
    """The tags of all n-grams of `texts` that may be in the index. One query."""
    rows = [(text, heads(text)) for text in texts]
    firsts = firsts_of(court_id, set().union(*(found for _text, found in rows)))
    begun = NameTag.objects.begun(firsts.values())
    wanted = {one for one, first in firsts.items() if first in begun}
    return tags_of(court_id, {key for text, _found in rows for key in keys_under(text, wanted)})
