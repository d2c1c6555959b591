"""What the server calls."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from duijie.ledger.columns.keeping import read_ahead  # noqa: E402 -- models can be imported from here on

# A million entries take seconds to read: the first person who looks at a figure should not wait for that.
Thread(target=read_ahead, name="columns", daemon=True).start()
