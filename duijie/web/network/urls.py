"""The addresses of ties."""

from __future__ import annotations

from django.urls import path

from duijie.web.network import views

urlpatterns = [
    path("network/", views.network, name="network"),
    path("network/introductions/", views.introductions, name="introductions"),
    path("network/regions/", views.regions, name="region-ties"),
    path("network/doors/new/", views.close, name="door-close"),
    path("network/doors/<int:door_id>/open/", views.open_again, name="door-open"),
]
