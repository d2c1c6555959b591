import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('funds', '0001_initial'), ('funds', '0002_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pipeline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Achievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='pipeline.project')),
                ('kind', models.CharField(max_length=20)),
                ('basis', models.CharField(choices=[('reported', 'reported'), ('verified', 'verified'), ('statistical', 'statistical')], max_length=12)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('effective_on', models.DateField()),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='pipeline.project')),
                ('kind', models.CharField(max_length=20)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('due_on', models.DateField()),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='pipeline.project')),
                ('received_on', models.DateField()),
                ('payer', models.CharField(max_length=200)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pipeline.evidence')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('void', models.BooleanField(default=False)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='funds.receipt')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'received_on'], name='funds_recei_project_22255d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='funds.receipt')),
                ('basis', models.CharField(choices=[('verified', 'verified'), ('statistical', 'statistical')], max_length=12)),
                ('number', models.DecimalField(decimal_places=2, max_digits=20)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
