import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('year', models.PositiveSmallIntegerField()),
                ('rules_on', models.DateField()),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Veto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vetoes', to='parks.tenant')),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('source', models.CharField(max_length=300)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name_plural': 'vetoes',
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='yields.assessment')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='parks.tenant')),
                ('group', models.CharField(max_length=20)),
                ('score', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('grade', models.CharField(blank=True, max_length=4)),
                ('place', models.PositiveIntegerField(null=True)),
                ('veto', models.CharField(blank=True, max_length=20)),
                ('left_out', models.JSONField(null=True)),
                ('parts', models.JSONField(default=list)),
            ],
            options={
                'indexes': [models.Index(fields=['assessment', 'group', 'grade', 'place'], name='yields_scor_assessm_216cac_idx')],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'tenant'), name='one_score_of_a_tenant')],
            },
        ),
    ]
