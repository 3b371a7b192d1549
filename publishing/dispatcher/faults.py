"""How an unforeseen error is logged: its kind and its place, never its words, which may hold protected ones."""

from publishing.ground.logs import fault

__all__ = ["fault"]
