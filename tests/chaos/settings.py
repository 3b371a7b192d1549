"""Settings of the dispatchers that are killed: the tests' own, with a gate that lets everything through."""

from tests.settings import *  # noqa: F403

PUBLISHING_GATE = "tests.publishing.gates.Passing"
