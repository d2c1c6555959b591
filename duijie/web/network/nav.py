"""The entries of the navigation under "Network"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("introductions", "arrow-right", _("Introductions"), {"introductions", "door-close", "door-open"}),
    ("region-ties", "flag", _("Ties with a region"), {"region-ties"}),
    ("network", "affiliate", _("Network"), {"network"}),
)
