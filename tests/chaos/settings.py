"""Settings of the dispatchers that are killed: the tests' own, with a gate that lets everything through."""

from tests.settings import *  # noqa: F403

VAULT_KEYS = {} if VAULT_FILE else VAULT_KEYS  # noqa: F405
PUBLISHING_GATE = "tests.publishing.gates.Passing"
Q_CLUSTER = {**Q_CLUSTER, "sync": False}  # noqa: F405 - else the schedules' tasks run inside the scheduler's lock
