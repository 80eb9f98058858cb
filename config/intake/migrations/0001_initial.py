import config.lib.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='MailToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='kenmerk')),
                ('purpose', models.CharField(max_length=60, verbose_name='doel')),
                ('ref', models.CharField(max_length=100, verbose_name='waarover')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('created_at', models.DateTimeField(default=config.lib.clock.now, verbose_name='gemaakt op')),
                ('expires_at', models.DateTimeField(verbose_name='geldig tot')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='gebruikt op')),
            ],
            options={
                'verbose_name': 'maillink',
                'verbose_name_plural': 'maillinks',
                'indexes': [models.Index(fields=['purpose', 'ref'], name='intake_mailtoken_ref'), models.Index(fields=['expires_at'], name='intake_mailtoken_expires')],
            },
        ),
        migrations.CreateModel(
            name='RateCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.CharField(max_length=64, unique=True, verbose_name='emmer')),
                ('window_start', models.DateTimeField(verbose_name='vanaf')),
                ('count', models.PositiveIntegerField(verbose_name='aantal')),
            ],
            options={
                'verbose_name': 'teller',
                'verbose_name_plural': 'tellers',
                'indexes': [models.Index(fields=['window_start'], name='intake_ratecounter_start')],
            },
        ),
        migrations.CreateModel(
            name='UsedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='kenmerk')),
                ('purpose', models.CharField(max_length=60, verbose_name='doel')),
                ('at', models.DateTimeField(default=config.lib.clock.now, verbose_name='wanneer')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='antwoord')),
            ],
            options={
                'verbose_name': 'gebruikte sleutel',
                'verbose_name_plural': 'gebruikte sleutels',
                'indexes': [models.Index(fields=['at'], name='intake_usedkey_at')],
            },
        ),
    ]
