"""The addresses of engagement."""

from __future__ import annotations

from django.urls import path

from duijie.web.engagement import edits, views, visit_edits

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("events/", views.events, name="events"),
    path("events/new/", edits.event, name="event-add"),
    path("events/to-do/", views.follow_ups, name="follow-ups"),
    path("events/to-do/<int:follow_up_id>/", edits.follow_up, name="follow-up"),
    path("events/<int:event_id>/", views.event, name="event"),
    path("events/<int:event_id>/details/", edits.event, name="event-edit"),
    path("events/<int:event_id>/programme/", edits.programme, name="event-programme"),
    path("events/<int:event_id>/guests/new/", edits.guest, name="event-guest"),
    path("events/<int:event_id>/guests/<int:guest_id>/", edits.guest, name="event-guest-edit"),
    path("events/<int:event_id>/signings/new/", edits.signing, name="event-sign"),
    path("events/<int:event_id>/projects/new/", edits.promote, name="event-promote"),
    path("events/<int:event_id>/costs/new/", edits.cost, name="event-cost"),
    path("events/<int:event_id>/brought/", edits.origin, name="event-origin"),
    path("events/<int:number>/came/<str:step>/", views.came, {"what": "event"}, name="event-came"),
    path("signings/<int:signing_id>/", edits.correct_signing, name="signing-correct"),
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/new/", edits.campaign, name="campaign-add"),
    path("campaigns/<int:campaign_id>/", views.campaign, name="campaign"),
    path("campaigns/<int:campaign_id>/details/", edits.campaign, name="campaign-edit"),
    path("campaigns/<int:campaign_id>/costs/new/", edits.cost, name="campaign-cost"),
    path("campaigns/<int:campaign_id>/brought/", edits.origin, name="campaign-origin"),
    path("campaigns/<int:number>/came/<str:step>/", views.came, {"what": "campaign"}, name="campaign-came"),
    path("channels/", views.channels, name="channels"),
    path("channels/new/", edits.channel, name="channel-add"),
    path("channels/<int:channel_id>/", views.channel, name="channel"),
    path("channels/<int:channel_id>/details/", edits.channel, name="channel-edit"),
    path("channels/<int:channel_id>/brought/", edits.origin, name="channel-origin"),
    path("channels/<int:number>/came/<str:step>/", views.came, {"what": "channel"}, name="channel-came"),
    path("visits/", views.visits, name="visits"),
    path("visits/new/", visit_edits.visit, name="visit-add"),
    path("visits/calls/", views.interactions, name="interactions"),
    path("visits/calls/new/", visit_edits.interaction, name="interaction-add"),
    path("visits/<int:visit_id>/", views.visit, name="visit"),
    path("visits/<int:visit_id>/details/", visit_edits.visit, name="visit-edit"),
    path("visits/<int:visit_id>/done/", visit_edits.done, name="visit-done"),
]
