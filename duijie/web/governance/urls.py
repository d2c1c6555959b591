"""Addresses of governance."""

from __future__ import annotations

from django.urls import path

from duijie.web.governance import act_views, views

urlpatterns = [
    path("governance/", views.wall, name="wall"),
    path("governance/tasks/", views.tasks, name="tasks"),
    path("governance/tasks/new/", act_views.task_add, name="task-add"),
    path("governance/tasks/<int:number>/", views.task, name="task"),
    path("governance/tasks/<int:number>/do/<str:code>/", act_views.task_act, name="task-act"),
    path("governance/reports/<int:number>/check/", act_views.report_check, name="report-check"),
    path("governance/slips/", views.slips, name="slips"),
    path("governance/slips/<int:number>/answer/", act_views.slip_answer, name="slip-answer"),
    path("governance/bodies/", views.bodies, name="bodies"),
    path("governance/bodies/new/", act_views.body_add, name="body-add"),
    path("governance/bodies/<int:number>/", views.body, name="body"),
    path("governance/bodies/<int:number>/do/<str:code>/", act_views.body_act, name="body-act"),
    path("governance/seats/<int:number>/leave/", act_views.seat_leave, name="seat-leave"),
    path("governance/policies/", views.policies, name="policies"),
    path("governance/policies/new/", act_views.policy_add, name="policy-add"),
    path("governance/policies/<int:number>/", views.policy, name="policy"),
    path("governance/policies/<int:number>/do/<str:code>/", act_views.policy_act, name="policy-act"),
    path("governance/chains/", views.chains, name="governed-chains"),
    path("governance/chains/new/", act_views.chain_add, name="governed-chain-add"),
    path("governance/chains/<int:number>/", views.chain, name="governed-chain"),
    path("governance/chains/<int:number>/do/<str:code>/", act_views.chain_act, name="governed-chain-act"),
    path("governance/units/", views.units, name="unit-pages"),
    path("governance/units/<int:number>/", views.unit, name="unit-page"),
]
