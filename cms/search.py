"""Wagtail's search in the database, with words for words: on SQLite a quotation mark would end the word it stands in,
and what follows would be read as the index's own language.
"""

from __future__ import annotations

from typing import Any

from wagtail.search.backends import database


def SearchBackend(params: Any) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The backend of the database in use."""
    backend = database.SearchBackend(params)
    find = backend._search

    def find_words(compiler: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        words = " ".join(query.replace('"', " ").split()) or "'" if isinstance(query, str) else query
        return find(compiler, words, *args, **kwargs)

    backend._search = find_words
    return backend
