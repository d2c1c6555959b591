"""The entries of the navigation under "Projects"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Address, icon, label and the addresses that count as being there.
NAV = (
    ("projects", "list-details", _("All projects"), {"projects", "project", "project-act", "project-bulk", "open-project", "keep-filter"}),
    ("project-board", "layout-kanban", _("Board"), {"project-board", "move-card"}),
    ("leads", "flag", _("Leads"), {"leads", "lead", "lead-act", "register-lead"}),
    ("outlook", "chart-area-line", _("Outlook"), {"outlook"}),
    ("warnings", "alert-triangle", _("Warnings"), {"warnings"}),
    ("waiting", "clock", _("Waiting for me"), {"waiting"}),
)  # fmt: skip
