"""The settings of a test run: a temporary home, a cheap password hash, nothing else changed."""

import os
import tempfile

os.environ["DUIJIE_HOME"] = tempfile.mkdtemp(prefix="duijie-test-")
os.environ.setdefault("DUIJIE_SECRET_KEY", "only-for-tests")
# Playwright's synchronous interface keeps an event loop running in the test's thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config.settings import *  # noqa: F403

MIDDLEWARE = ["tests.turns.one_at_a_time", *MIDDLEWARE]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
