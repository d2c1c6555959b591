import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('exchange', '0001_initial'), ('exchange', '0002_uploads')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('asked', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(choices=[('received', 'received'), ('unmapped', 'unmapped'), ('previewed', 'previewed'), ('applied', 'applied'), ('undone', 'undone')], default='received', max_length=10)),
                ('tables', models.JSONField(default=list)),
                ('remarks', models.JSONField(default=list)),
                ('mapping', models.JSONField(default=dict)),
                ('fixed', models.JSONField(default=dict)),
                ('as_of', models.DateField()),
                ('as_new', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('applied_at', models.DateTimeField(null=True)),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Remembered',
            fields=[
                ('fingerprint', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('mapping', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='exchange.import')),
                ('number', models.PositiveIntegerField()),
                ('table', models.PositiveSmallIntegerField()),
                ('where', models.CharField(max_length=120)),
                ('state', models.CharField(max_length=10)),
                ('label', models.CharField(blank=True, max_length=300)),
                ('record_id', models.BigIntegerField(null=True)),
                ('values', models.JSONField(default=list)),
                ('left', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('reasons', models.JSONField(default=list)),
                ('cells', models.JSONField(default=list)),
            ],
            options={
                'indexes': [models.Index(fields=['import_of', 'state', 'number'], name='exchange_im_import__3c8d90_idx')],
                'constraints': [models.UniqueConstraint(fields=('import_of', 'number'), name='one_row_a_number_of_an_import')],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='exchange.import')),
                ('place', models.PositiveIntegerField()),
                ('model', models.CharField(max_length=60)),
                ('made', models.BooleanField()),
                ('rows', models.JSONField()),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('import_of', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='upload', serialize=False, to='exchange.import')),
                ('data', models.BinaryField()),
            ],
        ),
    ]
