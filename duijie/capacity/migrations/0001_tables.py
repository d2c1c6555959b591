import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('capacity', '0001_initial'), ('capacity', '0002_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parks', '0001_initial'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Supply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('park', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supplies', to='parks.park')),
                ('kind', models.CharField(max_length=20)),
                ('total', models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ('promised', models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ('used', models.DecimalField(decimal_places=3, default=0, max_digits=20)),
            ],
            options={
                'verbose_name_plural': 'supplies',
                'constraints': [models.CheckConstraint(condition=models.Q(('promised__gte', 0), ('used__gte', 0), ('total__gte', django.db.models.expressions.CombinedExpression(models.F('promised'), '+', models.F('used')))), name='no_more_is_promised_than_there_is'), models.UniqueConstraint(fields=('park', 'kind'), name='one_supply_of_a_kind'), models.UniqueConstraint(condition=models.Q(('park', None)), fields=('kind',), name='one_supply_of_a_kind_of_the_region')],
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='pipeline.project')),
                ('supply', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='capacity.supply')),
                ('plot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='parks.plot')),
                ('space', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='parks.space')),
                ('number', models.DecimalField(decimal_places=3, default=1, max_digits=20)),
                ('until', models.DateField()),
                ('state', models.CharField(choices=[('held', 'held'), ('used', 'used'), ('released', 'released'), ('expired', 'expired')], default='held', max_length=10)),
                ('settled_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['supply', 'state', 'until'], name='capacity_re_supply__c01273_idx'), models.Index(fields=['state', 'until'], name='capacity_re_state_a5ed77_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['held', 'used'])), fields=('plot',), name='a_plot_is_promised_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['held', 'used'])), fields=('space',), name='a_space_is_promised_once')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='capacity.supply')),
                ('kind', models.CharField(max_length=20)),
                ('total', models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ('promised', models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ('used', models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ('reservation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='capacity.reservation')),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
