import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('directory', '0004_listings'),
        ('leads', '0001_initial'),
        ('pipeline', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('about', models.TextField(blank=True)),
                ('ended_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
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
                ('name', models.CharField(max_length=200)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('budget', models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ('about', models.TextField(blank=True)),
                ('quotas', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
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
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('level', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(default='planned', max_length=10)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('theme', models.CharField(blank=True, max_length=200)),
                ('about', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='engagement.campaign')),
                ('channels', models.ManyToManyField(related_name='events', to='engagement.channel')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
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
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
                ('what', models.CharField(max_length=200)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('spent_on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='engagement.campaign')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='engagement.event')),
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
                ('step', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('who', models.CharField(blank=True, max_length=60)),
                ('done_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='engagement.event')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='pipeline.project')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
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
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('state', models.CharField(default='invited', max_length=10)),
                ('people', models.PositiveIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='engagement.channel')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='engagement.event')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
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
                ('role', models.CharField(max_length=10)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosts', to='engagement.event')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('starts', models.CharField(blank=True, max_length=5)),
                ('title', models.CharField(max_length=200)),
                ('speaker', models.CharField(blank=True, max_length=200)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='engagement.event')),
            ],
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_because', models.CharField(blank=True, max_length=300)),
                ('touched_on', models.DateField()),
                ('said_by', models.CharField(max_length=100)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='engagement.campaign')),
                ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='engagement.channel')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='engagement.event')),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='leads.lead')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='pipeline.project')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('lead__isnull', True), ('project__isnull', True), _connector='XOR'), name='an_origin_is_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('campaign__isnull', True), ('channel__isnull', True), ('event__isnull', False)), models.Q(('campaign__isnull', False), ('channel__isnull', True), ('event__isnull', True)), models.Q(('campaign__isnull', True), ('channel__isnull', False), ('event__isnull', True)), _connector='OR'), name='an_origin_is_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('post', models.CharField(blank=True, max_length=100)),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='engagement.guest')),
            ],
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
    ]
