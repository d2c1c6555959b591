import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('evidence', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='evidence.statement')),
                ('verdict', models.CharField(choices=[('accepted', 'accepted'), ('corrected', 'corrected'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['statement', '-at'], name='review_deci_stateme_da34ce_idx')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fact', to='review.decision')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='evidence.statement')),
                ('kind', models.CharField(max_length=20)),
                ('values', models.JSONField()),
                ('retired_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retires', to='review.decision')),
            ],
        ),
    ]
