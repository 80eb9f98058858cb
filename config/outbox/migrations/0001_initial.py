import config.lib.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DailyRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='taak')),
                ('day', models.DateField(verbose_name='dag')),
                ('started_at', models.DateTimeField(default=config.lib.clock.now, verbose_name='begonnen')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='klaar')),
                ('error', models.CharField(blank=True, max_length=60, verbose_name='fout')),
            ],
            options={
                'verbose_name': 'dagtaak',
                'verbose_name_plural': 'dagtaken',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('name', 'day'), name='outbox_dailyrun_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(blank=True, max_length=254, verbose_name='aan')),
                ('subject', models.CharField(max_length=200, verbose_name='onderwerp')),
                ('text', models.TextField(blank=True, verbose_name='tekst')),
                ('calendar', models.TextField(blank=True, verbose_name='agendabestand')),
                ('from_email', models.CharField(max_length=254, verbose_name='van')),
                ('message_id', models.CharField(max_length=120, unique=True, verbose_name='kenmerk')),
                ('headers', models.JSONField(blank=True, default=dict, verbose_name='kopregels')),
                ('purpose', models.CharField(max_length=60, verbose_name='doel')),
                ('about', models.CharField(blank=True, max_length=100, verbose_name='over')),
                ('urgent', models.BooleanField(default=False, verbose_name='met voorrang')),
                ('created_at', models.DateTimeField(default=config.lib.clock.now, verbose_name='gemaakt op')),
                ('state', models.CharField(choices=[('queued', 'wacht'), ('sending', 'wordt verstuurd'), ('sent', 'verstuurd'), ('failed', 'mislukt')], default='queued', max_length=10, verbose_name='stand')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='bezet tot')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen')),
                ('next_attempt_at', models.DateTimeField(default=config.lib.clock.now, verbose_name='volgende poging')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='verstuurd op')),
                ('error', models.CharField(blank=True, max_length=60, verbose_name='fout')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'next_attempt_at'], name='outbox_mail_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed'])), name='outbox_mail_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', False), _connector='OR'), name='outbox_mail_sending_has_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='outbox_mail_sent_has_moment')],
            },
        ),
    ]
