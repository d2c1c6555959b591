import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheme', models.CharField(max_length=40)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('input', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('thing', models.CharField(blank=True, max_length=100)),
                ('number', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('evidence', models.CharField(max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['scheme', 'on'], name='assessment__scheme_9025c4_idx')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheme', models.CharField(max_length=40)),
                ('as_of', models.DateField()),
                ('known_at', models.DateTimeField()),
                ('rules', models.TextField()),
                ('untold', models.JSONField(default=dict)),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='assessment.run')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='assessment.run')),
                ('shown_at', models.DateTimeField(null=True)),
                ('shown_until', models.DateField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('published_by', models.F('by')), _negated=True), _connector='OR'), name='another_publishes')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='assessment.run')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('group', models.CharField(max_length=40)),
                ('total', models.DecimalField(decimal_places=4, max_digits=14)),
                ('place', models.PositiveIntegerField()),
                ('scored', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'unit'), name='one_result_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='assessment.result')),
                ('item', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField()),
                ('upheld', models.BooleanField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
