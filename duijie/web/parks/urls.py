"""Addresses of parks."""

from __future__ import annotations

from django.urls import path

from duijie.web.parks import act_views, allocation_views, views

urlpatterns = [
    path("parks/", views.parks, name="parks"),
    path("parks/new/", act_views.park_add, name="park-add"),
    path("parks/ground/", views.ground, name="ground"),
    path("parks/ground/late/", views.warned, name="ground-warned"),
    path("parks/reservations/", views.reservations, name="reservations"),
    path("parks/reservations/new/", act_views.reserve, name="reserve"),
    path("parks/reservations/<int:number>/do/<str:code>/", act_views.reservation_act, name="reservation-act"),
    path("parks/allocation/", allocation_views.allocation, name="allocation"),
    path("parks/fit/<int:project_id>/", views.fit, name="fit"),
    path("parks/yields/", views.yields, name="yields"),
    path("parks/yields/new/", act_views.yield_add, name="yield-add"),
    path("parks/yields/<int:number>/", views.one_yield, name="yield"),
    path("parks/yields/<int:number>/do/<str:code>/", act_views.yield_act, name="yield-act"),
    path("parks/yields/scores/<int:number>/", views.yield_score, name="yield-score"),
    path("parks/plots/<int:number>/", views.plot, name="plot"),
    path("parks/plots/<int:number>/do/<str:code>/", act_views.plot_act, name="plot-act"),
    path("parks/spaces/<int:number>/do/<str:code>/", act_views.space_act, name="space-act"),
    path("parks/tenants/<int:number>/", views.tenant, name="tenant"),
    path("parks/tenants/<int:number>/do/<str:code>/", act_views.tenant_act, name="tenant-act"),
    path("parks/supplies/<int:number>/", views.supply, name="supply"),
    path("parks/supplies/<int:number>/do/<str:code>/", act_views.supply_act, name="supply-act"),
    path("parks/<int:number>/", views.park, name="park"),
    path("parks/<int:number>/fan/", views.fan, name="park-fan"),
    path("parks/<int:number>/tenants/", views.tenants, name="tenants"),
    path("parks/<int:number>/do/<str:code>/", act_views.park_act, name="park-act"),
]
