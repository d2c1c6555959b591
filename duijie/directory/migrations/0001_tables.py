import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('directory', '0001_initial'), ('directory', '0002_organisations'), ('directory', '0003_judgements_move_out'), ('directory', '0004_listings'), ('directory', '0005_home_towns')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('documents', '0001_initial'),
        ('evidence', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_seen', models.DateTimeField()),
                ('version', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='directory.organisation')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.statement')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.CharField(max_length=60)),
                ('post', models.CharField(blank=True, max_length=100)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('consent', models.BooleanField(default=False)),
                ('consent_on', models.DateField(blank=True, null=True)),
                ('home_town', models.CharField(blank=True, max_length=6)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Detail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='directory.organisation')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.statement')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('field', models.CharField(choices=[('kind', 'kind'), ('credit_code', 'credit_code'), ('old_number', 'old_number'), ('division', 'division'), ('township', 'township'), ('address', 'address'), ('industry', 'industry'), ('listed_code', 'listed_code'), ('status', 'status')], max_length=20)),
                ('value', models.CharField(max_length=300)),
                ('raw', models.CharField(max_length=300)),
                ('aside', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['field', 'value'], name='directory_d_field_edf522_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('home', 'field'), name='one_value_a_field'), models.UniqueConstraint(condition=models.Q(('field', 'credit_code'), ('removed_at', None)), fields=('value',), name='a_credit_code_has_one_home')],
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='directory.organisation')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.statement')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.CharField(max_length=20)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('level', models.CharField(blank=True, choices=[('world', 'world'), ('national', 'national'), ('provincial', 'provincial'), ('municipal', 'municipal'), ('county', 'county')], max_length=12)),
                ('awarded_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='listing', serialize=False, to='directory.organisation')),
                ('title', models.CharField(max_length=200)),
                ('rank', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=16)),
                ('form', models.CharField(blank=True, max_length=16)),
                ('code', models.CharField(blank=True, max_length=18)),
                ('division', models.CharField(blank=True, max_length=6)),
                ('industry', models.CharField(blank=True, max_length=5)),
                ('status', models.CharField(blank=True, max_length=12)),
                ('honours', models.CharField(blank=True, max_length=200)),
                ('names', models.PositiveIntegerField()),
                ('search', models.TextField()),
            ],
            options={
                'indexes': [models.Index(fields=['rank', 'organisation'], name='directory_l_rank_540767_idx'), models.Index(fields=['kind', 'rank'], name='directory_l_kind_f548d1_idx'), models.Index(fields=['form', 'rank'], name='directory_l_form_abe407_idx'), models.Index(fields=['division', 'rank'], name='directory_l_divisio_c92ca9_idx'), models.Index(fields=['industry', 'rank'], name='directory_l_industr_5b628d_idx'), models.Index(fields=['status', 'rank'], name='directory_l_status_820d73_idx')],
            },
        ),
        migrations.CreateModel(
            name='Name',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('plain', models.CharField(max_length=200, unique=True)),
                ('home', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='own_name', to='directory.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='directory.organisation')),
                ('kind', models.CharField(choices=[('registered', 'registered'), ('former', 'former'), ('short', 'short'), ('brand', 'brand'), ('foreign', 'foreign'), ('pinyin', 'pinyin'), ('printed', 'printed')], default='printed', max_length=12)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='directory.organisation')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.statement')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tied', to='directory.organisation')),
                ('kind', models.CharField(choices=[('parent', 'parent'), ('group', 'group'), ('member', 'member'), ('supplies', 'supplies')], max_length=8)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='directory.name')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.statement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'statement'), name='a_name_is_mentioned_once_a_statement')],
            },
        ),
    ]
