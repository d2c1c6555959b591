"""The entries of the navigation under "Agreements and problems"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Address, icon, label and the addresses that count as being there.
NAV = (
    ("agreements", "writing-sign", _("Agreements"), {"agreements", "agreement", "agreement-act", "step-act", "draw-up"}),
    ("agreements-due", "calendar-due", _("Due"), {"agreements-due"}),
    ("screening", "list-search", _("Screening"), {"screening"}),
    ("problems", "message-report", _("Problems"), {"problems", "problem", "problem-act", "raise-problem"}),
)  # fmt: skip
