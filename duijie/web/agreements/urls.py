"""Addresses of agreements and problems."""

from __future__ import annotations

from django.urls import path

from duijie.web.agreements import problem_views, screening, views

urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/due/", views.due, name="agreements-due"),
    path("agreements/screening/", screening.screening, name="screening"),
    path("agreements/new/", views.draw_up, name="draw-up"),
    path("agreements/<int:agreement_id>/", views.agreement, name="agreement"),
    path("agreements/<int:agreement_id>/do/<str:code>/", views.act, name="agreement-act"),
    path("agreements/steps/<int:step_id>/do/<str:code>/", views.step_act, name="step-act"),
    path("problems/", problem_views.problems, name="problems"),
    path("problems/new/", problem_views.raise_problem, name="raise-problem"),
    path("problems/<int:problem_id>/", problem_views.problem, name="problem"),
    path("problems/<int:problem_id>/do/<str:code>/", problem_views.act, name="problem-act"),
]
