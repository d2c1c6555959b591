"""The entries of the navigation: address, icon, name, and the addresses that count as being there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("wall", "layout-kanban", _("Wall"), {"wall"}),
    ("tasks", "list-details", _("Tasks"), {"tasks", "task", "task-add", "task-act", "report-check"}),
    ("slips", "flag", _("Slips"), {"slips", "slip-answer"}),
    ("bodies", "users-group", _("Leading groups"), {"bodies", "body", "body-add", "body-act", "seat-leave"}),
    ("policies", "files", _("Policies"), {"policies", "policy", "policy-add", "policy-act"}),
    ("governed-chains", "affiliate", _("Chain chiefs"), {"governed-chains", "governed-chain", "governed-chain-add", "governed-chain-act"}),
    ("unit-pages", "building", _("Units"), {"unit-pages", "unit-page"}),
)  # fmt: skip
