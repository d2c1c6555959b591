import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('portal', '0001_initial'), ('portal', '0002_reads_and_figures'), ('portal', '0003_topics')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('leads', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField(db_index=True)),
                ('mark', models.CharField(max_length=32, unique=True)),
                ('count', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('topic', models.CharField(blank=True, max_length=30)),
                ('title', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=100)),
                ('dated', models.DateField()),
                ('body', models.TextField()),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField()),
                ('record', models.CharField(blank=True, max_length=160)),
                ('facts', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['news', 'site', 'project', 'policy', 'figure'])), name='kind_of_a_notice')],
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('topic', models.CharField(blank=True, max_length=30)),
                ('title', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=100)),
                ('dated', models.DateField()),
                ('body', models.TextField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='portal.notice')),
                ('published_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('facts', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['ended_at', 'kind', '-dated'], name='portal_copy_ended_a_ce2ad5_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('notice',), name='one_copy_of_a_notice_stands')],
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='portal.notice')),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('replied_at', models.DateTimeField(null=True)),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='leads.lead')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='portal_enqu_state_de95a2_idx')],
            },
        ),
        migrations.CreateModel(
            name='Read',
            fields=[
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='read', serialize=False, to='portal.notice')),
                ('count', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='portal.notice')),
                ('act', models.CharField(max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='personal', serialize=False, to='portal.enquiry')),
                ('name', models.CharField(max_length=100)),
                ('organisation', models.CharField(blank=True, max_length=200)),
                ('reach', models.CharField(max_length=200)),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='portal.enquiry')),
                ('act', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('text', models.CharField(blank=True, max_length=2000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
