from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Registers the package."""

    name = "duijie.directory"
    label = "directory"
