"""The entry of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAV = (
    (
        "assessments", "list-details", _("Assessment"),
        {"assessments", "assessment", "assessment-act", "assessment-result", "assessment-object", "assessment-answer", "assess", "schemes", "scheme", "scheme-numbers", "scheme-number-add"},
    ),
)  # fmt: skip
