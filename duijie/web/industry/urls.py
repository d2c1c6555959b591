"""The addresses of chains, related industries and prospects."""

from __future__ import annotations

from django.urls import path

from duijie.web.industry import edits, list_views, views

urlpatterns = [
    path("chains/", views.chains, name="chains"),
    path("chains/new/", edits.chain_add, name="chain-add"),
    path("chains/<int:chain_id>/", views.chain, name="chain"),
    path("chains/<int:chain_id>/sheet/", edits.chain_import, name="chain-import"),
    path("chains/<int:chain_id>/versions/<int:number>/back/", edits.chain_back, name="chain-back"),
    path("chains/<int:chain_id>/parks/", edits.chain_seat, name="chain-seat"),
    path("chains/<int:chain_id>/links/new/", edits.link_add, name="link-add"),
    path("chains/<int:chain_id>/links/<slug:code>/", views.link, name="chain-link"),
    path("chains/<int:chain_id>/links/<slug:code>/edit/", edits.link_edit, name="link-edit"),
    path("industries/", views.related, name="related"),
    path("prospects/", views.prospects, name="prospects"),
    path("prospects/lists/", list_views.lists, name="prospect-lists"),
    path("prospects/lists/new/", list_views.save, name="prospect-list-add"),
    path("prospects/lists/<int:list_id>/", list_views.shortlist, name="prospect-list"),
    path("prospects/lists/<int:list_id>/sheet/", list_views.sheet, name="prospect-list-sheet"),
    path("prospects/rows/<int:listed_id>/", list_views.row, name="prospect-row"),
    path("prospects/rows/<int:listed_id>/do/<slug:act>/", list_views.act, name="prospect-act"),
]
