"""The addresses of the public pages and of the office's pages behind them."""

from __future__ import annotations

from django.urls import path

from duijie.web.portal import contact, inbox, office, public

urlpatterns = [
    path("public/", public.front, name="public"),
    path("public/contact/", contact.contact, name="public-contact"),
    path("public/feed.xml", public.feed, name="public-feed"),
    path("public/sitemap.xml", public.sitemap, name="public-sitemap"),
    path("public/<int:notice_id>/", public.one, name="public-notice"),
    path("robots.txt", public.robots, name="robots"),
    path("enquiries/", inbox.enquiries, name="enquiries"),
    path("enquiries/<int:enquiry_id>/", inbox.one, name="enquiry"),
    path("enquiries/<int:enquiry_id>/do/<slug:code>/", inbox.act, name="enquiry-act"),
    path("notices/", office.notices, name="notices"),
    path("notices/new/", office.new, name="notice-new"),
    path("notices/<int:notice_id>/", office.one, name="notice"),
    path("notices/<int:notice_id>/do/<slug:code>/", office.act, name="notice-act"),
]
