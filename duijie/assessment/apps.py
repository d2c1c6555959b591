from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Registers the package."""

    name = "duijie.assessment"
    label = "assessment"
