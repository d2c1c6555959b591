import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('pipeline', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('scorecard', models.CharField(max_length=40)),
                ('state', models.CharField(default='open', max_length=12)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vettings', to='pipeline.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'first'))), fields=('project',), name='one_vetting_a_project_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('points', models.JSONField(default=dict)),
                ('vetoes', models.JSONField(default=list)),
                ('opinion', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('vetting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='vetting.vetting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('step', models.CharField(choices=[('first', 'first'), ('second', 'second')], max_length=6)),
                ('passed', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vetting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='vetting.vetting')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
