import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Takes over the tables of pairs and judgements as the directory left them."""

    initial = True

    dependencies = [
        ("directory", "0003_judgements_move_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("verdict", models.CharField(max_length=20)),
                        ("score", models.FloatField()),
                        ("reasons", models.JSONField(default=list)),
                        ("made_at", models.DateTimeField()),
                        ("left", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.name")),
                        ("right", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.name")),
                    ],
                ),
                migrations.CreateModel(
                    name="Judgement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("verdict", models.CharField(choices=[(v, v) for v in ("same", "different", "unsure", "open")], max_length=20)),
                        ("at", models.DateTimeField()),
                        ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("proposal", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="judgements.proposal")),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="proposal",
                    constraint=models.UniqueConstraint(fields=("left", "right"), name="one_proposal_a_pair"),
                ),
            ],
        ),
    ]
