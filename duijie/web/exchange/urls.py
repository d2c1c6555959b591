"""Addresses of imports and of lists that go out."""

from __future__ import annotations

from django.urls import path

from duijie.web.exchange import exports, templates, views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:import_id>/", views.one, name="import"),
    path("imports/<int:import_id>/columns/", views.columns, name="import-columns"),
    path("imports/<int:import_id>/apply/", views.apply, name="import-apply"),
    path("imports/<int:import_id>/undo/", views.undo, name="import-undo"),
    path("imports/<int:import_id>/again/", views.again, name="import-again"),
    path("imports/<int:import_id>/rows/<int:number>/new/", views.as_new, name="import-as-new"),
    path("imports/<int:import_id>/discard/", views.discard, name="import-discard"),
    path("imports/<int:import_id>/refused/", views.refused, name="import-refused"),
    path("imports/<int:import_id>/file/", views.original, name="import-file"),
    path("exports/templates/", templates.templates_page, name="templates"),
    path("exports/templates/<slug:kind>/<str:name>/", templates.one, name="template"),
    path("exports/templates/<slug:kind>/<str:name>/fill/", templates.filled, name="template-fill"),
    path("exports/<slug:kind>/<slug:form>/", exports.list_as_file, name="export"),
]
