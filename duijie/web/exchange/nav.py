"""The entry of the navigation for spreadsheets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Address, icon, label and the addresses that count as being there.
NAV = (
    ("imports", "table", _("Imports"), {"imports", "import", "import-columns", "import-undo"}),
    ("templates", "files", _("Templates"), {"templates"}),
)  # fmt: skip
