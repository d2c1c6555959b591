from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.documents"
    label = "documents"
