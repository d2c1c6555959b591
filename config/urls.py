"""The doors: pages for people, the interface for programs."""

from django.urls import include, path, re_path

from duijie.api.entry import api
from duijie.api.problems import nothing_here

urlpatterns = [
    path("api/", api.urls),
    re_path(r"^api/", nothing_here),
    path("", include("duijie.web.urls")),
]
