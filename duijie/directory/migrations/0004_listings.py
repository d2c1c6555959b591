from django.db import migrations

from duijie.directory.rules import Called, form_by_name, kind_by_name, title_of
from duijie.naming.plain import plain
from duijie.naming.spelling import search_keys, spelled


def fill(apps, schema_editor):
    """List the organisations that are known, and note which statements say their names."""
    tables = {model: apps.get_model("directory", model) for model in ("Name", "Listing", "Mention")}
    groups, by_plain = {}, {}
    for name in tables["Name"].objects.order_by("pk"):
        groups.setdefault(name.organisation_id, []).append(name)
        by_plain[name.plain] = name.pk
    listings = []
    for head, names in groups.items():
        title = title_of(Called(name.pk, name.text, name.kind, name.until) for name in names).text
        listings.append(
            tables["Listing"](
                organisation_id=head, title=title, rank=spelled(title)[:120], kind=kind_by_name(title),
                form=form_by_name(title), names=len(names),
                search=search_keys([title, *(name.text for name in names)]),
            )
        )
    tables["Listing"].objects.bulk_create(listings, batch_size=500)
    mentions = []
    if by_plain:
        rows = apps.get_model("evidence", "Statement").objects.values_list("pk", "values")
        for statement, values in rows.iterator():
            said = [*(values.get("parties") or ()), *(values.get("channels") or ())]
            said += [values[field] for field in ("host", "partner") if values.get(field)]
            numbers = {by_plain[key] for text in said if (key := plain(text)[:200]) in by_plain}
            mentions += [tables["Mention"](name_id=number, statement_id=statement) for number in numbers]
    tables["Mention"].objects.bulk_create(mentions, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("directory", "0003_judgements_move_out"), ("evidence", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
