"""What publishing tells the apps above it. Connected in cms/receivers.py only."""

from django.dispatch import Signal

releases_changed = Signal()  # release_ids: list[UUID]; after commit, at least once for each change of state
