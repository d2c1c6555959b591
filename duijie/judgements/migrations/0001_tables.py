import django.db.models.deletion
from django.conf import settings
from config.making import Tables
from django.db import migrations, models


class Migration(Tables):

    replaces = [('judgements', '0001_initial'), ('judgements', '0002_reasons')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('directory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('left', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.name')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.name')),
                ('verdict', models.CharField(max_length=20)),
                ('score', models.FloatField()),
                ('reasons', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('left', 'right'), name='one_proposal_a_pair')],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='judgements.proposal')),
                ('verdict', models.CharField(choices=[('same', 'same'), ('different', 'different'), ('unsure', 'unsure'), ('open', 'open')], max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('set_aside', models.CharField(blank=True, max_length=18)),
                ('set_aside_as', models.CharField(blank=True, choices=[('former', 'former'), ('branch', 'branch')], max_length=8)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['proposal', '-at'], name='judgements__proposa_195867_idx')],
            },
        ),
    ]
