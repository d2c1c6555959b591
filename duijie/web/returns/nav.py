"""The entry of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("returns", "writing-sign", _("Returns"), {"returns", "return", "return-add", "return-form", "return-urge", "return-back"}),
)  # fmt: skip
