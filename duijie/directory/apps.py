from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DirectoryConfig(AppConfig):
    """Registers the package, and what leads to an organisation in every other one."""

    name = "duijie.directory"
    label = "directory"

    def ready(self) -> None:
        """Import each package's queries: what leads to an organisation is declared there."""
        autodiscover_modules("queries")
