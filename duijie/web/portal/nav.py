"""The entries of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    ("notices", "flag", _("Public notices"), {"notices", "notice", "notice-new", "notice-act"}),
    ("enquiries", "message-report", _("Enquiries"), {"enquiries", "enquiry", "enquiry-act"}),
)
