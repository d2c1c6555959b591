"""The addresses of returns."""

from __future__ import annotations

from django.urls import path

from duijie.web.returns import filling, views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/new/", views.add, name="return-add"),
    path("returns/<int:return_id>/", views.one, name="return"),
    path("returns/forms/<int:asked_id>/", filling.fill, name="return-form"),
    path("returns/forms/<int:asked_id>/sheet/", filling.sheet, name="return-sheet"),
    path("returns/forms/<int:asked_id>/back/", filling.back, name="return-back"),
    path("returns/forms/<int:asked_id>/urge/", views.urge, name="return-urge"),
]
