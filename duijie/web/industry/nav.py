"""The entries of the navigation under "Industry"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("chains", "affiliate", _("Chain maps"), {"chains", "chain", "chain-add", "chain-import", "chain-seat", "chain-back", "chain-link", "link-add", "link-edit"}),
    ("related", "chart-area-line", _("Related industries"), {"related"}),
    ("prospects", "users-group", _("Prospects"), {"prospects", "prospect-lists", "prospect-list-add", "prospect-list", "prospect-row", "prospect-act"}),
)  # fmt: skip
