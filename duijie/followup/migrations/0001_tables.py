import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('followup', '0001_initial'), ('followup', '0002_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='pipeline.project')),
                ('text', models.TextField()),
                ('next_step', models.CharField(blank=True, max_length=300)),
                ('next_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['project', '-id'], name='followup_no_project_2ca562_idx')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='pipeline.project')),
                ('stage', models.CharField(max_length=20)),
                ('planned_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='pipeline.project')),
                ('cause', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('state', models.CharField(default='raised', max_length=10)),
                ('level', models.CharField(max_length=20)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('due_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='followup_pr_state_9acfc2_idx'), models.Index(fields=['cause', 'state'], name='followup_pr_cause_fcb967_idx')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='followup.problem')),
                ('act', models.CharField(max_length=12)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
