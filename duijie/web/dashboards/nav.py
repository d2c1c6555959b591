"""The entry of the navigation: address, icon, name, and the addresses that count as being there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("dashboards", "chart-bar", _("Dashboards"), {"dashboards", "dashboard-of", "dashboard-number", "dashboard-part"}),
)  # fmt: skip
