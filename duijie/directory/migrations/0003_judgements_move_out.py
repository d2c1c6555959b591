from django.db import migrations


class Migration(migrations.Migration):
    """Pairs and judgements belong to a package of their own: their tables keep their rows under a new name."""

    dependencies = [("directory", "0002_organisations")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("proposal", "judgements_proposal"),
                migrations.AlterModelTable("judgement", "judgements_judgement"),
            ],
            state_operations=[migrations.DeleteModel("Judgement"), migrations.DeleteModel("Proposal")],
        ),
    ]
