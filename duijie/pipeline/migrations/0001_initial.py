import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('directory', '0001_initial'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('investor', models.CharField(blank=True, max_length=200)),
                ('investor_plain', models.CharField(blank=True, db_index=True, max_length=200)),
                ('credit_code', models.CharField(blank=True, db_index=True, max_length=18)),
                ('parent_group', models.CharField(blank=True, db_index=True, max_length=200)),
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
                ('search', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_report_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('landing_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='pipeline.project')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['status', 'stage', '-rank', '-id', 'unit', 'band', 'source', 'industry', 'park', 'confidential'], name='project_board'), models.Index(fields=['unit', 'status', 'confidential', 'rank'], name='project_unit'), models.Index(fields=['id', 'search', 'status', 'stage', 'rank', 'unit', 'band', 'source', 'industry', 'park', 'confidential', 'stage_since', 'name'], name='project_words'), models.Index(fields=['-rank', '-id', 'status', 'unit', 'confidential'], name='project_rank'), models.Index(fields=['stage_since', 'id', 'status', 'unit', 'confidential'], name='project_since'), models.Index(fields=['name', 'id', 'status', 'unit', 'confidential'], name='project_name')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=200)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='pipeline.project')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                ('dated_on', models.DateField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='pipeline.project')),
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
                ('kind', models.CharField(max_length=30)),
                ('phase', models.CharField(choices=[('intention', 'intention'), ('contract', 'contract')], max_length=10)),
                ('basis', models.CharField(choices=[('reported', 'reported'), ('verified', 'verified'), ('statistical', 'statistical')], max_length=12)),
                ('change', models.CharField(choices=[('stated', 'stated'), ('increased', 'increased')], max_length=10)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('effective_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='pipeline.amount')),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='pipeline.project')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='an_agreed_amount_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('stage', models.CharField(max_length=20)),
                ('effective_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('verdict', models.CharField(blank=True, choices=[('approved', 'approved'), ('refused', 'refused')], max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_because', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='pipeline.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('verdict', '')), fields=('project',), name='one_waiting_request_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', models.JSONField(default=dict)),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sheet', to='pipeline.project')),
            ],
        ),
        migrations.CreateModel(
            name='StageRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('stage', models.CharField(max_length=20)),
                ('effective_on', models.DateField()),
                ('back', models.BooleanField(default=False)),
                ('taken_over', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='pipeline.project')),
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
                ('status', models.CharField(max_length=10)),
                ('effective_on', models.DateField()),
                ('reason_code', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('review_on', models.DateField(null=True)),
                ('identity_id', models.BigIntegerField(help_text="the ledger's word that the two are one", null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='pipeline.project')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
