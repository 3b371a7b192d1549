"""The product's settings with fixed keys, so that tests never read this machine's own."""

import os
import tempfile

os.environ.update(
    SECRET_KEY="only-for-tests-" + "0" * 40,
    PRAECO_ENV="",
    PRAECO_VAR=os.environ.get("PRAECO_TEST_VAR") or tempfile.mkdtemp(prefix="praeco-tests-"),
    PRAECO_VAULT_KEYS="k1=" + "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA",
    PRAECO_TAG_KEY="MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE",
    PRAECO_AUDIT_KEY="MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjI",
    PRAECO_ANCHOR_KEY="MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM",
    PRAECO_DEMO="false",
    EMAIL_URL="memorymail://",
)

from cms.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
Q_CLUSTER = {**Q_CLUSTER, "sync": True}  # noqa: F405
CACHES = {**CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]  # noqa: F405
