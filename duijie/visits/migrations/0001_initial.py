import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('directory', '0001_tables'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('notes', models.TextField(blank=True)),
                ('confidential', models.BooleanField(default=False)),
                ('method', models.CharField(max_length=12)),
                ('on', models.DateField()),
                ('subject', models.CharField(max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['-on', '-id'], name='visits_inte_on_61f86f_idx')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('notes', models.TextField(blank=True)),
                ('confidential', models.BooleanField(default=False)),
                ('direction', models.CharField(choices=[('out', 'out'), ('in', 'in')], max_length=3)),
                ('purpose', models.CharField(max_length=20)),
                ('state', models.CharField(default='planned', max_length=10)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('ours', models.CharField(blank=True, max_length=300)),
                ('demands', models.TextField(blank=True)),
                ('promises', models.TextField(blank=True)),
                ('next_step', models.CharField(blank=True, max_length=300)),
                ('next_on', models.DateField(null=True)),
                ('next_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('next_done_on', models.DateField(null=True)),
                ('next_outcome', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['-begins_on', '-id', 'direction'], name='visits_visi_begins__97f533_idx'), models.Index(fields=['state', 'begins_on'], name='visits_visi_state_604396_idx'), models.Index(fields=['next_done_on', 'next_on'], name='visits_visi_next_do_ecdc43_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='a_visit_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theirs', to='visits.visit')),
                ('name', models.CharField(max_length=60)),
                ('post', models.CharField(blank=True, max_length=100)),
            ],
        ),
    ]
