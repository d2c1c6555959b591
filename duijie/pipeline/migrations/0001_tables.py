import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('pipeline', '0001_initial'), ('pipeline', '0002_list_columns'), ('pipeline', '0003_wider_indexes'), ('pipeline', '0004_fewer_indexes'), ('pipeline', '0005_registered_counted')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('directory', '0001_tables'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('investor', models.CharField(blank=True, max_length=200)),
                ('investor_plain', models.CharField(blank=True, db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('credit_code', models.CharField(blank=True, db_index=True, max_length=18)),
                ('parent_group', models.CharField(blank=True, db_index=True, max_length=200)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('first_report_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('landing_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('industry', models.CharField(blank=True, max_length=8)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('site', models.CharField(blank=True, max_length=200)),
                ('park', models.CharField(blank=True, max_length=100)),
                ('confidential', models.BooleanField(default=False)),
                ('stage', models.CharField(max_length=20)),
                ('stage_since', models.DateField()),
                ('status', models.CharField(default='active', max_length=10)),
                ('status_since', models.DateField()),
                ('investment', models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ('rank', models.DecimalField(decimal_places=2, default=-1, max_digits=20)),
                ('band', models.CharField(blank=True, max_length=10)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='pipeline.project')),
                ('search', models.CharField(blank=True, max_length=500)),
                ('signed_on', models.DateField(null=True)),
                ('started_on', models.DateField(null=True)),
                ('lacking', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['status', 'stage', '-rank', '-id', 'unit', 'band', 'source', 'industry', 'park', 'confidential', 'lacking'], name='project_board'), models.Index(fields=['unit', 'status', 'confidential', 'rank', 'stage'], name='project_unit'), models.Index(fields=['id', 'search', 'status', 'stage', 'rank', 'unit', 'band', 'source', 'industry', 'park', 'confidential', 'stage_since', 'name', 'lacking', 'signed_on', 'started_on'], name='project_words'), models.Index(fields=['-rank', '-id', 'status', 'unit', 'confidential'], name='project_rank'), models.Index(fields=['stage_since', 'id', 'status', 'unit', 'confidential'], name='project_since'), models.Index(fields=['name', 'id', 'status', 'unit', 'confidential'], name='project_name'), models.Index(fields=['signed_on', 'status', 'unit', 'confidential', 'stage', 'rank'], name='project_signed'), models.Index(fields=['started_on', 'status', 'unit', 'confidential', 'stage', 'rank'], name='project_started')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='pipeline.project')),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                ('dated_on', models.DateField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='pipeline.project')),
                ('name', models.CharField(max_length=200)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='pipeline.project')),
                ('stage', models.CharField(max_length=20)),
                ('effective_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('verdict', models.CharField(blank=True, choices=[('approved', 'approved'), ('refused', 'refused')], max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_because', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('verdict', '')), fields=('project',), name='one_waiting_request_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sheet', to='pipeline.project')),
                ('columns', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='StageRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='pipeline.project')),
                ('stage', models.CharField(max_length=20)),
                ('effective_on', models.DateField()),
                ('back', models.BooleanField(default=False)),
                ('taken_over', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatusRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='pipeline.project')),
                ('status', models.CharField(max_length=10)),
                ('effective_on', models.DateField()),
                ('reason_code', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('review_on', models.DateField(null=True)),
                ('into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('identity_id', models.BigIntegerField(help_text="the ledger's word that the two are one", null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Amount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='pipeline.project')),
                ('kind', models.CharField(max_length=30)),
                ('phase', models.CharField(choices=[('intention', 'intention'), ('contract', 'contract')], max_length=10)),
                ('basis', models.CharField(choices=[('reported', 'reported'), ('verified', 'verified'), ('statistical', 'statistical')], max_length=12)),
                ('change', models.CharField(choices=[('stated', 'stated'), ('increased', 'increased')], max_length=10)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('effective_on', models.DateField()),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='pipeline.amount')),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='an_agreed_amount_is_not_negative')],
            },
        ),
    ]
