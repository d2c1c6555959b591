import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('format', models.CharField(max_length=20)),
                ('encoding', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField(help_text='bytes')),
                ('text', models.TextField()),
                ('title', models.CharField(blank=True, max_length=300)),
                ('section', models.CharField(blank=True, max_length=100)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('dated_on', models.DateField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('blocks', models.JSONField(default=list)),
                ('remarks', models.JSONField(default=list)),
                ('received_at', models.DateTimeField()),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-received_at'], name='documents_d_receive_dc9982_idx')],
            },
        ),
    ]
