"""The addresses of assessment."""

from __future__ import annotations

from django.urls import path

from duijie.web.assessment import forms, views

urlpatterns = [
    path("assessment/", views.assessments, name="assessments"),
    path("assessment/schemes/", views.schemes, name="schemes"),
    path("assessment/schemes/<slug:code>/", views.scheme, name="scheme"),
    path("assessment/schemes/<slug:code>/assess/", forms.assess, name="assess"),
    path("assessment/schemes/<slug:code>/numbers/", views.numbers, name="scheme-numbers"),
    path("assessment/schemes/<slug:code>/numbers/new/", forms.number, name="scheme-number-add"),
    path("assessment/<int:number>/", views.assessment, name="assessment"),
    path("assessment/<int:number>/do/<slug:act>/", forms.act, name="assessment-act"),
    path("assessment/results/<int:number>/", views.result, name="assessment-result"),
    path("assessment/results/<int:number>/object/", forms.object_to, name="assessment-object"),
    path("assessment/objections/<int:number>/answer/", forms.answer, name="assessment-answer"),
]
