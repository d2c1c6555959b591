import django.db.models.deletion
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='documents.document')),
                ('reader', models.CharField(max_length=60)),
                ('text', models.TextField()),
                ('alignment', models.JSONField()),
                ('notes', models.JSONField(default=list)),
                ('found', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'reader'), name='one_rendition_a_reader')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='documents.document')),
                ('kind', models.CharField(max_length=20)),
                ('quote', models.TextField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('rule', models.CharField(max_length=80)),
                ('values', models.JSONField()),
                ('found_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['document', 'start'], name='evidence_st_documen_04eb34_idx'), models.Index(fields=['kind'], name='evidence_st_kind_e53265_idx')],
            },
        ),
    ]
