"""All pages come from one place; other doors (an API) join here."""

from django.urls import include, path

urlpatterns = [path("", include("duijie.web.urls"))]
