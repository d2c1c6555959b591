"""Addresses of innovation."""

from __future__ import annotations

from django.urls import path

from duijie.web.innovation import dealing_forms, forms, views

urlpatterns = [
    path("innovation/", views.platforms, name="platforms"),
    path("innovation/new/", forms.platform_add, name="platform-add"),
    path("innovation/told/", views.told, name="platforms-told"),
    path("innovation/outposts/", views.outposts, name="outposts"),
    path("innovation/<int:number>/", views.platform, name="platform"),
    path("innovation/<int:number>/do/<str:code>/", forms.platform_act, name="platform-act"),
    path("innovation/records/<int:number>/", forms.platform_record, name="platform-record"),
    path("innovation/unnamed/<int:number>/", forms.unnamed, name="platforms-unnamed"),
    path("innovation/talent/", views.talents, name="talents"),
    path("innovation/talent/new/", dealing_forms.talent_add, name="talent-add"),
    path("innovation/talent/<int:number>/", views.talent, name="talent"),
    path("innovation/talent/<int:number>/edit/", dealing_forms.talent_edit, name="talent-edit"),
    path("innovation/contracts/", views.contracts, name="contracts"),
    path("innovation/contracts/new/", dealing_forms.contract_add, name="contract-add"),
    path("innovation/contracts/<int:number>/", views.contract, name="contract"),
    path("innovation/contracts/<int:number>/edit/", dealing_forms.contract_edit, name="contract-edit"),
    path("innovation/partnerships/", views.partnerships, name="partnerships"),
    path("innovation/partnerships/new/", dealing_forms.partnership_add, name="partnership-add"),
    path("innovation/partnerships/<int:number>/", views.partnership, name="partnership"),
    path(
        "innovation/partnerships/<int:number>/edit/", dealing_forms.partnership_edit, name="partnership-edit"
    ),
]
