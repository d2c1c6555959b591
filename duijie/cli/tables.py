# ruff: noqa: PLC0415 -- Django must be set up before this runs
"""All tables of an empty database at once.

Django builds its models anew for every package's migration, which from nothing takes some ten seconds. An empty
database gets the same tables from the models, and every migration is noted as applied; both ways end in one schema.
"""

from __future__ import annotations


def make_tables() -> bool:
    """Make them, all or none. Nothing is done, and ``False`` told, where there is any table already."""
    from django.apps import apps
    from django.db import connection, router
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    migrations = MigrationLoader(connection).disk_migrations
    # Two may start at once: whoever comes second finds the tables.
    with connection.schema_editor() as editor:
        if connection.introspection.table_names():
            return False
        editor.create_model(recorder.Migration)
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, connection.alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for key, one in sorted((migrations or {}).items()):
            # Django takes one that replaces others for applied only where these are noted too.
            for app, name in (*one.replaces, key):
                recorder.record_applied(app, name)
    return True
