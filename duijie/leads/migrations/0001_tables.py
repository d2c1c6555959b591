import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('leads', '0001_initial'), ('leads', '0002_wider_indexes')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('accounts', '__first__'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('name', models.CharField(max_length=200)),
                ('investor', models.CharField(max_length=200)),
                ('investor_plain', models.CharField(db_index=True, max_length=200)),
                ('credit_code', models.CharField(blank=True, db_index=True, max_length=18)),
                ('parent_group', models.CharField(blank=True, db_index=True, max_length=200)),
                ('industry', models.CharField(blank=True, max_length=8)),
                ('amount', models.DecimalField(db_index=True, decimal_places=2, max_digits=20, null=True)),
                ('site', models.CharField(blank=True, max_length=200)),
                ('content', models.TextField(blank=True)),
                ('channel', models.CharField(blank=True, max_length=200)),
                ('introducer', models.CharField(blank=True, max_length=200)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('content_hash', models.CharField(max_length=32)),
                ('state', models.CharField(default='open', max_length=10)),
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('claim', models.CharField(default='applied', max_length=10)),
                ('protected_until', models.DateField(null=True)),
                ('due', models.CharField(blank=True, max_length=20)),
                ('due_on', models.DateField(null=True)),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='pipeline.project')),
            ],
            options={
                'indexes': [models.Index(fields=['due_on', 'state'], name='lead_due'), models.Index(fields=['-id', 'unit', 'holder', 'state'], name='lead_list')],
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='leads.lead')),
                ('act', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('reason_code', models.CharField(blank=True, max_length=40)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('until', models.DateField(null=True)),
                ('against', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='leads.lead')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.project')),
            ],
        ),
    ]
