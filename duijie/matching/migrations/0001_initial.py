import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('industry', '0001_initial'),
        ('leads', '0001_tables'),
        ('parks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shortlist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('target', models.CharField(max_length=200)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('park', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parks.park')),
                ('chain', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='industry.chain')),
                ('link', models.CharField(blank=True, max_length=40)),
                ('weights', models.CharField(max_length=8)),
                ('ranked', models.PositiveIntegerField()),
                ('registered', models.PositiveIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shortlist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='matching.shortlist')),
                ('rank', models.PositiveIntegerField()),
                ('points', models.DecimalField(decimal_places=2, max_digits=6)),
                ('name', models.CharField(max_length=200)),
                ('plain', models.CharField(db_index=True, max_length=200)),
                ('credit_code', models.CharField(blank=True, db_index=True, max_length=18)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='industry.chain')),
                ('link', models.CharField(max_length=40)),
                ('link_zh', models.CharField(max_length=100)),
                ('link_en', models.CharField(max_length=100)),
                ('parts', models.JSONField()),
                ('source', models.CharField(max_length=200)),
                ('row', models.BigIntegerField()),
                ('as_of', models.DateField(null=True)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField(null=True)),
                ('verdict', models.CharField(blank=True, max_length=5)),
                ('contacted_on', models.DateField(null=True)),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='leads.lead')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('shortlist', 'rank'), name='one_row_of_a_shortlist_and_rank')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('listed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='matching.listed')),
                ('said', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('text', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
