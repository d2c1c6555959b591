"""duijie (对接): investment promotion and industry docking in which every figure has a source."""

__version__ = "0.1.0"
