"""The addresses of briefings."""

from __future__ import annotations

from django.urls import path

from duijie.web.briefings import acts, proof, views

urlpatterns = [
    path("briefings/", views.briefings, name="briefings"),
    path("briefings/new/", acts.new, name="briefing-new"),
    path("briefings/proof/", proof.proofing, name="proofing"),
    path("briefings/<int:briefing_id>/", views.one, name="briefing"),
    path("briefings/<int:briefing_id>/do/<slug:code>/", acts.act, name="briefing-act"),
    path("briefings/<int:briefing_id>/file/<slug:kind>/", views.file, name="briefing-file"),
]
