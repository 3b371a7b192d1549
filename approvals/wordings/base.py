"""What a finding is worded in."""

from typing import NamedTuple

from django.utils.functional import Promise

Text = str | Promise


class Wording(NamedTuple):
    """The three sentences of one reason, with named placeholders."""

    title: Text
    why: Text
    what_to_do: Text
