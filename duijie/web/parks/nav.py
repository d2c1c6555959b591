"""The entries of the navigation: address, icon, name, and the addresses that count as being there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("parks", "layout-kanban", _("Parks"), {"parks", "park", "park-add", "park-act", "tenants", "tenant", "tenant-act", "supply", "supply-act"}),
    ("ground", "table", _("Ground and buildings"), {"ground", "ground-warned", "plot", "plot-act", "space-act"}),
    ("reservations", "clock", _("Reservations"), {"reservations", "reserve", "reservation-act", "fit"}),
    ("allocation", "arrows-join", _("Allocation"), {"allocation"}),
    ("yields", "scale", _("Yield a mu"), {"yields", "yield", "yield-score", "yield-act", "yield-add"}),
)  # fmt: skip
