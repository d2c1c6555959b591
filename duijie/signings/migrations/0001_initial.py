import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('directory', '0001_tables'),
        ('engagement', '0001_initial'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Signing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signings', to='engagement.event')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signings', to='pipeline.project')),
                ('kind', models.CharField(max_length=12)),
                ('signed_on', models.DateField()),
                ('number', models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
                ('increase', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.amount')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('void', models.BooleanField(default=False)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='signings.signing')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'kind', 'signed_on'], name='signings_si_project_31f2a6_idx'), models.Index(fields=['event', 'signed_on'], name='signings_si_event_i_15c992_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__isnull', True), ('number__gte', 0), _connector='OR'), name='a_signed_amount_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('signing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='signings.signing')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
