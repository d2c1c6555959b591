import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('credit', '0001_initial'), ('credit', '0002_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Split',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='pipeline.project')),
                ('rule', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('split', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='credit.split')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('role', models.CharField(max_length=20)),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='a_share_is_a_part')],
            },
        ),
    ]
