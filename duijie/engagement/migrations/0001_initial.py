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
        ('leads', '0001_tables'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('kind', models.CharField(max_length=20)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('place', models.CharField(blank=True, max_length=100)),
                ('about', models.TextField(blank=True)),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('budget', models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ('about', models.TextField(blank=True)),
                ('quotas', models.JSONField(default=dict)),
                ('channels', models.ManyToManyField(related_name='campaigns', to='engagement.channel')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='a_campaign_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('level', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(default='planned', max_length=10)),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='engagement.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('theme', models.CharField(blank=True, max_length=200)),
                ('about', models.TextField(blank=True)),
                ('channels', models.ManyToManyField(related_name='events', to='engagement.channel')),
            ],
            options={
                'indexes': [models.Index(fields=['-begins_on', '-id', 'kind'], name='engagement__begins__86ae71_idx'), models.Index(fields=['campaign', 'begins_on'], name='engagement__campaig_102739_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='an_event_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='engagement.event')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='engagement.campaign')),
                ('what', models.CharField(max_length=200)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('spent_on', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('event__isnull', True), ('campaign__isnull', True), _connector='XOR'), name='a_cost_belongs_to_one')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='engagement.event')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='pipeline.project')),
                ('step', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('who', models.CharField(blank=True, max_length=60)),
                ('done_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=500)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['done_on', 'due_on'], name='engagement__done_on_609d14_idx')],
                'constraints': [models.UniqueConstraint(fields=('event', 'project', 'step'), name='a_step_follows_a_project_once'), models.UniqueConstraint(condition=models.Q(('project', None)), fields=('event', 'step'), name='a_step_follows_an_event_once')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='engagement.event')),
                ('state', models.CharField(default='invited', max_length=10)),
                ('people', models.PositiveIntegerField(default=0)),
                ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='engagement.channel')),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['event', 'state'], name='engagement__event_i_40b5aa_idx')],
                'constraints': [models.UniqueConstraint(fields=('event', 'plain'), name='an_organisation_is_asked_once_an_event')],
            },
        ),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosts', to='engagement.event')),
                ('role', models.CharField(max_length=10)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='engagement.event')),
                ('day', models.DateField()),
                ('starts', models.CharField(blank=True, max_length=5)),
                ('title', models.CharField(max_length=200)),
                ('speaker', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='leads.lead')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='pipeline.project')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='engagement.event')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='engagement.campaign')),
                ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='engagement.channel')),
                ('touched_on', models.DateField()),
                ('said_by', models.CharField(max_length=100)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('lead__isnull', True), ('project__isnull', True), _connector='XOR'), name='an_origin_is_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('campaign__isnull', True), ('channel__isnull', True), ('event__isnull', False)), models.Q(('campaign__isnull', False), ('channel__isnull', True), ('event__isnull', True)), models.Q(('campaign__isnull', True), ('channel__isnull', False), ('event__isnull', True)), _connector='OR'), name='an_origin_is_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Promoted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promoted', to='engagement.event')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promoted_at', to='pipeline.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'project'), name='a_project_is_promoted_once_an_event')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='engagement.guest')),
                ('name', models.CharField(max_length=60)),
                ('post', models.CharField(blank=True, max_length=100)),
            ],
        ),
    ]
