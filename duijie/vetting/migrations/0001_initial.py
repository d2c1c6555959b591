import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vettings', to='pipeline.project')),
                ('scorecard', models.CharField(max_length=40)),
                ('state', models.CharField(default='open', max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'first'))), fields=('project',), name='one_vetting_a_project_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vetting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='vetting.vetting')),
                ('step', models.CharField(choices=[('first', 'first'), ('second', 'second')], max_length=6)),
                ('passed', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vetting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='vetting.vetting')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('points', models.JSONField(default=dict)),
                ('vetoes', models.JSONField(default=list)),
                ('opinion', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
