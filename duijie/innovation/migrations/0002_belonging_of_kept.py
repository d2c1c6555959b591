"""Entries in force that rest on a platform, a person brought in, a contract or a partnership learn where these belong today."""

from django.db import migrations

COLUMNS = ("keeper_id", "park", "source", "band", "chain")


def fill(apps, schema_editor):
    """What is part of a project belongs where that does; the others with their unit."""
    entries = apps.get_model("ledger", "Entry").objects
    live = entries.filter(fact=None, corrected_by=None).exclude(shape="void")

    def told(model, *columns):
        return apps.get_model("innovation", model).objects.values_list("pk", *columns)

    belongs = {}
    for number, key, unit, park in told("Platform", "key", "unit_id", "park"):
        belongs[key or f"platform:{number}"] = (unit, park or "", "", "", "")
    dealings = (
        *(("talent", *row, None) for row in told("Talent", "unit_id")),
        *(("contract", *row) for row in told("Contract", "unit_id", "project_id")),
        *(("partnership", *row) for row in told("Partnership", "unit_id", "project_id")),
    )
    projects = {f"project:{project}" for *_, project in dealings if project}
    mine = {row["key"]: row for row in live.filter(key__in=projects).values("key", *COLUMNS)}
    for what, number, unit, project in dealings:
        own, like = f"{what}:{number}", mine.get(f"project:{project}")
        key = f"project:{project}#{own}" if project else own
        belongs[key] = tuple(like[name] for name in COLUMNS) if like else (unit, "", "", "", "")
    measures = ("platforms", "enterprises.with_outpost", "people.recruited", "technology.absorbed",
                "technology.exported", "partnerships")  # fmt: skip
    changed = []
    for entry in live.filter(measure__in=measures):
        found = belongs.get(entry.key) or belongs.get(entry.key.removesuffix("#ended"))
        if found is not None:
            for name, value in zip(COLUMNS, found, strict=True):
                setattr(entry, name, value)
            changed.append(entry)
    entries.bulk_update(changed, [name.removesuffix("_id") for name in COLUMNS], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("innovation", "0001_initial"), ("pipeline", "0005_registered_counted")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
