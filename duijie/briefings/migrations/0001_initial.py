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
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('year', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Briefing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outline', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('as_of', models.DateField()),
                ('known_at', models.DateTimeField()),
                ('given', models.JSONField(default=dict)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('state', models.CharField(default='draft', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('frozen', models.JSONField(null=True)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='briefings.series')),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('number', models.PositiveIntegerField(null=True)),
                ('total', models.PositiveIntegerField(null=True)),
                ('issued_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-changed_at'], name='briefings_b_state_bad04e_idx')],
                'constraints': [models.UniqueConstraint(fields=('series', 'total'), name='one_issue_a_total'), models.UniqueConstraint(fields=('series', 'year', 'number'), name='one_issue_a_number'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'signed', 'issued', 'dropped'])), name='state_of_a_briefing'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(('frozen__isnull', False), ('total__isnull', False)), _connector='OR'), name='issued_with_number_and_text')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('briefing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='briefings.briefing')),
                ('act', models.CharField(max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
