"""Addresses of leads, projects, warnings and what waits."""

from __future__ import annotations

from django.urls import path

from duijie.web.projects import one_views, views

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/board/", views.board, name="project-board"),
    path("projects/board/move/", views.move_card, name="move-card"),
    path("projects/bulk/", views.bulk, name="project-bulk"),
    path("projects/new/", one_views.open_project, name="open-project"),
    path("projects/filters/", views.keep_filter, name="keep-filter"),
    path("projects/filters/<int:filter_id>/remove/", views.forget_filter, name="drop-filter"),
    path("projects/<int:project_id>/", one_views.project, name="project"),
    path("projects/<int:project_id>/do/<slug:code>/", one_views.project_act, name="project-act"),
    path("leads/", one_views.leads, name="leads"),
    path("leads/new/", one_views.register_lead, name="register-lead"),
    path("leads/look/", one_views.look_for_leads, name="look-for-leads"),
    path("leads/<int:lead_id>/", one_views.lead, name="lead"),
    path("leads/<int:lead_id>/do/<slug:code>/", one_views.lead_act, name="lead-act"),
    path("warnings/", views.warnings, name="warnings"),
    path("waiting/", views.waiting, name="waiting"),
]
