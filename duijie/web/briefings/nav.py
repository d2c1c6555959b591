"""The entries of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("briefings", "speakerphone", _("Briefings"), {"briefings", "briefing", "briefing-new", "briefing-act"}),
    ("proofing", "scale", _("Proofing"), {"proofing"}),
)
