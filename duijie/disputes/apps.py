from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Answers to contradictions and unsupported claims."""

    name = "duijie.disputes"
    default_auto_field = "django.db.models.BigAutoField"
