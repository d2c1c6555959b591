from django.db import migrations


def move(apps, schema_editor):
    """Take what contacts say out of the rows that everybody reads."""
    rows = apps.get_model("accounts", "AuditRow").objects
    personal = apps.get_model("accounts", "AuditPersonal").objects
    for row in rows.filter(operation__endswith="_contact").iterator():
        values = {name: row.detail.pop(name) for name in ("old", "new") if name in row.detail}
        if not values:
            continue
        old, new = values.get("old", {}), values.get("new", {})
        row.detail["fields"] = [one for one in {**old, **new} if old.get(one) != new.get(one)]
        personal.create(row=row, detail=values)
        row.save(update_fields=["detail"])


def back(apps, schema_editor):
    """Put it where it was."""
    for one in apps.get_model("accounts", "AuditPersonal").objects.select_related("row"):
        one.row.detail.pop("fields", None)
        one.row.detail.update(one.detail)
        one.row.save(update_fields=["detail"])
        one.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0004_record_of_acts"),
    ]

    operations = [migrations.RunPython(move, back)]
