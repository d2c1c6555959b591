"""The entry of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    (
        "may",
        "list-search",
        _("Acts and rights"),
        {"acts", "may", "people", "user-add", "user-edit", "unit-add", "unit-edit"},
    ),
)
