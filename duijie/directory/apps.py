from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Organisations, their names and what leads to them."""

    name = "duijie.directory"
    label = "directory"
