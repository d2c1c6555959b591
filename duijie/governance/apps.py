from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Registers the package."""

    name = "duijie.governance"
    label = "governance"
