"""Addresses of dashboards."""

from __future__ import annotations

from django.urls import path

from duijie.web.dashboards import views

ONE = "dashboards/<slug:kind>/<int:number>/"

urlpatterns = [
    path("dashboards/", views.dashboards, name="dashboards"),
    path(ONE, views.dashboard_of, name="dashboard-of"),
    path(f"{ONE}charts/<slug:code>.<slug:form>", views.chart_as_file, name="dashboard-file"),
    path(f"{ONE}figures/<str:code>/", views.number, name="dashboard-number"),
    path(f"{ONE}figures/<str:code>/<slug:by>/<path:key>/", views.number, name="dashboard-part"),
]
