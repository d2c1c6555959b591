"""The addresses of the record of acts, of who may do what, and of users and units."""

from __future__ import annotations

from django.urls import path

from duijie.web.acts import people, views

urlpatterns = [
    path("acts/", views.acts, name="acts"),
    path("acts/export/", views.acts_export, name="acts-export"),
    path("may/", views.may, name="may"),
    path("people/", people.people, name="people"),
    path("people/users/new/", people.user, name="user-add"),
    path("people/users/<int:user_id>/", people.user, name="user-edit"),
    path("people/units/new/", people.unit, name="unit-add"),
    path("people/units/<int:unit_id>/", people.unit, name="unit-edit"),
]
