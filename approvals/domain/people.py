"""Who is to be seen in a picture, as whoever added it said."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.domain.findings import Picture
from approvals.domain.fold import fold
from approvals.domain.lexicon import words

NOBODY, CROWD, BENCH, NEVER, INVENTED = "nobody", "crowd", "bench", "never", "invented"
OTHERS = "others"  # everyone whose consent is asked: staff, court users, children, whoever else
FIRST = (NOBODY, INVENTED, NEVER, CROWD, BENCH)  # asked in this order: "a crowd of jurors" are jurors


def seen(picture: Picture) -> Iterator[str]:
    """For each that was named as seen, which kind it is."""
    for person in picture.people:
        if folded := fold(person).text.strip():
            yield next((kind for kind in FIRST if words("people", kind).search(folded)), OTHERS)


def real(picture: Picture) -> bool:
    """Whether someone who exists and could be recognised is to be seen."""
    return any(kind in (NEVER, BENCH, OTHERS) for kind in seen(picture))
