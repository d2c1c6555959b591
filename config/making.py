"""Migrations that make the tables of a package at once."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class Tables(migrations.Migration):
    """A migration of nothing but ``CreateModel``: Django's models are built once for all of them.

    Django builds every model that leads to a new one anew, and all here lead to the person who recorded them: with
    each table, those of all packages so far. Here they are told together and built when the first is asked for.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Tell all models, then make their tables."""
        before = project_state.clone()
        vars(project_state).pop("apps", None)
        for one in self.operations:
            one.state_forwards(self.app_label, project_state)
        for one in self.operations:
            one.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
