import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('ledger', '0001_initial'), ('ledger', '0002_identity'), ('ledger', '0003_fewer_indexes'), ('ledger', '0004_belonging'), ('ledger', '0005_belonging_of_kept'), ('ledger', '0006_erasure')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('review', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shape', models.CharField(choices=[('item', 'item'), ('total', 'total'), ('quota', 'quota'), ('void', 'void')], max_length=8)),
                ('measure', models.CharField(max_length=60)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('label', models.CharField(max_length=300)),
                ('scope', models.CharField(blank=True, max_length=200)),
                ('number', models.DecimalField(decimal_places=4, max_digits=26)),
                ('low', models.DecimalField(decimal_places=4, max_digits=26, null=True)),
                ('high', models.DecimalField(decimal_places=4, max_digits=26, null=True)),
                ('unit', models.CharField(max_length=20)),
                ('sense', models.CharField(default='exact', max_length=10)),
                ('words', models.CharField(blank=True, max_length=60)),
                ('by_when', models.CharField(blank=True, max_length=60)),
                ('data', models.JSONField(default=dict)),
                ('effective_on', models.DateField()),
                ('basis', models.CharField(choices=[('reported', 'reported'), ('verified', 'verified'), ('statistical', 'statistical')], default='reported', max_length=12)),
                ('keeper', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('park', models.CharField(blank=True, max_length=100)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('band', models.CharField(blank=True, max_length=10)),
                ('chain', models.CharField(blank=True, max_length=120)),
                ('fact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='review.fact')),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='ledger.entry')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['measure', 'effective_on'], name='ledger_entr_measure_f5f2a1_idx'), models.Index(fields=['key'], name='ledger_entr_key_63a322_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fact__isnull', False), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='an_entry_rests_on_something')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=200)),
                ('thing', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['thing'], name='ledger_iden_thing_e42aba_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('key',), name='one_identity_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Veil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('key',), name='one_veil_a_key')],
            },
        ),
    ]
