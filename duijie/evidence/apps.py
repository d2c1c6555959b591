from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers the package."""

    name = "duijie.evidence"
    label = "evidence"
