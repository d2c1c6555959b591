"""Projects whose company is registered are counted from the day of that stage on, also those recorded before it counted."""

from itertools import islice

from django.db import migrations

from duijie.pipeline.rules import load, standing

BELONGS = ("keeper_id", "park", "source", "band", "chain")
MONEY = ("number", "low", "high", "unit", "sense", "words")


def count(apps, schema_editor):
    """Entries like those of the signing, of which every registered project has one. In batches."""
    entries = apps.get_model("ledger", "Entry").objects
    steps = apps.get_model("pipeline", "StageRow").objects
    place, names = load().place, load().stages
    if "registered" not in names:
        return
    numbers = steps.filter(stage="registered").order_by("project").values_list("project", flat=True).distinct()
    every = numbers.iterator(chunk_size=2000)
    while some := list(islice(every, 2000)):
        rows = {}
        for row in steps.filter(project__in=some).order_by("pk"):
            rows.setdefault(row.project_id, []).append(row)
        keys = [f"project:{number}" for number in some]
        live = entries.filter(key__in=keys, fact=None, corrected_by=None).exclude(shape="void")
        signed = {(one.measure, one.key): one for one in live}
        made = []
        for number in some:
            held = {row.stage: row for row in standing(rows[number], place)}
            step, key = held.get("registered"), f"project:{number}"
            for money in ("", ".investment"):
                like = signed.get((f"projects.signed{money}", key))
                measure = f"projects.registered{money}"
                if step is None or like is None or (measure, key) in signed:
                    continue
                made.append(
                    entries.model(
                        shape="item", measure=measure, key=key, label=like.label, data={}, basis=like.basis,
                        effective_on=step.effective_on, recorded_at=step.at, recorded_by_id=step.by_id,
                        evidence=f"项目 {number} 阶段记录：{names['registered'].name.zh} {step.effective_on}",
                        **{name: getattr(like, name) for name in (*BELONGS, *MONEY)},
                    )  # fmt: skip
                )
        entries.bulk_create(made, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("pipeline", "0004_fewer_indexes"), ("ledger", "0005_belonging_of_kept")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
