"""The entries of the navigation: address, icon, name, and the addresses that count as being there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("calendar", "calendar", _("Calendar"), {"calendar"}),
    (
        "events", "calendar-event", _("Events"),
        {
            "events", "event", "event-add", "event-edit", "event-programme", "event-guest", "event-guest-edit",
            "event-sign", "event-promote", "event-cost", "event-came", "event-origin", "follow-up", "follow-ups",
            "signing-correct",
        },
    ),
    (
        "campaigns", "speakerphone", _("Campaigns"),
        {
            "campaigns", "campaign", "campaign-add", "campaign-edit", "campaign-cost", "campaign-came",
            "campaign-origin",
        },
    ),
    (
        "channels", "affiliate", _("Channels"),
        {"channels", "channel", "channel-add", "channel-edit", "channel-came", "channel-origin"},
    ),
    (
        "visits", "walk", _("Visits"),
        {"visits", "visit", "visit-add", "visit-edit", "visit-done", "interactions", "interaction-add"},
    ),
)  # fmt: skip
