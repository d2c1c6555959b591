"""The entries of the navigation: address, icon, name, and the addresses that count as being there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("platforms", "affiliate", _("Platforms"), {"platforms", "platform", "platform-add", "platform-act", "platform-record", "platforms-told", "outposts"}),
    ("talents", "users-group", _("Talent"), {"talents", "talent", "talent-add", "talent-edit"}),
    ("contracts", "writing-sign", _("Technology contracts"), {"contracts", "contract", "contract-add", "contract-edit"}),
    ("partnerships", "arrows-join", _("Partnerships"), {"partnerships", "partnership", "partnership-add", "partnership-edit"}),
)  # fmt: skip
