from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Registers the package."""

    name = "duijie.review"
    label = "review"
