from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Registers the package."""

    name = "duijie.pipeline"
    label = "pipeline"
