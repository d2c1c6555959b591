"""Entries in force that rest on a project's or a tenant's record learn what these belong to today.

Corrected entries stay as they were: what they belonged to then is not kept anywhere.
"""

from itertools import islice

from django.db import migrations

from duijie.codes.divisions import province_heading
from duijie.naming.parts import parse_name

COLUMNS = ("keeper_id", "park", "source", "band", "chain")


def fill(apps, schema_editor):
    """In batches, so that a large ledger is not held in memory."""
    entries = apps.get_model("ledger", "Entry").objects
    projects = apps.get_model("pipeline", "Project").objects
    live = entries.filter(fact=None, corrected_by=None).exclude(shape="void")
    rows = live.filter(key__startswith="project:").order_by("pk").iterator(chunk_size=5000)
    while some := list(islice(rows, 5000)):
        belongs = {
            number: (
                unit,
                park,
                _source(origin, (sheet or {}).get("home") or "", investor),
                band,
                str((sheet or {}).get("chain") or "")[:120],
            )
            for number, unit, park, origin, band, investor, sheet in projects.filter(
                pk__in={_project(entry.key) for entry in some}
            ).values_list("pk", "unit_id", "park", "source", "band", "investor", "sheet__columns")
        }
        told = [entry for entry in some if _project(entry.key) in belongs]
        for entry in told:
            for name, value in zip(COLUMNS, belongs[_project(entry.key)], strict=True):
                setattr(entry, name, value)
        entries.bulk_update(told, [name.removesuffix("_id") for name in COLUMNS], batch_size=500)
    rows = live.filter(key__startswith="tenant:").order_by("pk").iterator(chunk_size=5000)
    while some := list(islice(rows, 5000)):
        for entry in some:
            entry.park = entry.scope[:100]
        entries.bulk_update(some, ["park"], batch_size=1000)


def _source(origin, home, investor):
    if origin == "foreign":
        return origin
    return province_heading(home) or province_heading(parse_name(investor).place.province) or ""


def _project(key):
    number = key.removeprefix("project:").partition("#")[0]
    return int(number) if number.isdigit() else 0


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_belonging"), ("pipeline", "0004_fewer_indexes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
