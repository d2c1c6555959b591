"""The address of the outlook."""

from __future__ import annotations

from django.urls import path

from duijie.web.outlook import views

urlpatterns = [path("outlook/", views.outlook, name="outlook")]
