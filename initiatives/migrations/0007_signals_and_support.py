import config.lib.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0010_answer_days'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('initiatives', '0006_agenda_items'),
    ]

    operations = [
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='uw e-mailadres')),
                ('inside', models.BooleanField(verbose_name='woont in het gebied')),
                ('at', models.DateTimeField(default=config.lib.clock.now, editable=False)),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to='initiatives.initiative')),
            ],
            options={
                'verbose_name': 'steun',
                'verbose_name_plural': 'steun',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('initiative', 'email'), name='endorsement_once')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('kind', models.CharField(choices=[('question', 'een vraag'), ('remark', 'iets dat u ons wilt laten weten'), ('compliment', 'iets dat goed gaat')], max_length=12, verbose_name='wat is het')),
                ('text', models.TextField(max_length=2000, verbose_name='uw vraag of opmerking')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='waar precies')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='uw e-mailadres')),
                ('received_on', models.DateField(default=config.lib.clock.today, verbose_name='ontvangen op')),
                ('due_on', models.DateField(verbose_name='antwoord beloofd op')),
                ('state', models.CharField(choices=[('received', 'ontvangen'), ('taken_up', 'in behandeling'), ('answered', 'beantwoord'), ('passed_on', 'doorgegeven'), ('forwarded', 'doorgestuurd'), ('combined', 'samengevoegd')], default='received', max_length=10, verbose_name='stand')),
                ('moved_at', models.DateTimeField(default=config.lib.clock.now, editable=False)),
                ('answer', models.TextField(blank=True, max_length=4000, verbose_name='het antwoord')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='beantwoord op')),
                ('passed_to', models.CharField(blank=True, max_length=120, verbose_name='aan wie')),
                ('forwarded_as', models.CharField(blank=True, choices=[('complaint', 'een klacht over de gemeente'), ('objection', 'een bezwaar tegen een besluit'), ('information', 'een verzoek om informatie (Woo)')], max_length=12, verbose_name='wat is het eigenlijk')),
                ('outcome', models.CharField(blank=True, max_length=150, verbose_name='wat is ermee gedaan')),
                ('helped', models.CharField(blank=True, choices=[('yes', 'ja'), ('partly', 'een beetje'), ('no', 'nee')], max_length=10, verbose_name='heeft dit geholpen')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='areas.action', verbose_name='actie op de agenda')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='areas.area', verbose_name='gebied')),
                ('combined_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='combined', to='initiatives.signal')),
                ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to=settings.AUTH_USER_MODEL, verbose_name='wie pakt het op')),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='initiatives.initiative', verbose_name='initiatief')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='areas.municipality')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='areas.theme', verbose_name='thema')),
            ],
            options={
                'verbose_name': 'signaal',
                'verbose_name_plural': 'signalen',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['area', 'state', 'due_on'], name='signal_to_answer'), models.Index(fields=['municipality', 'received_on'], name='signal_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'forwarded'), _negated=True), models.Q(('forwarded_as', ''), _negated=True), _connector='OR'), name='signal_forwarded_as_something'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'combined'), _negated=True), ('combined_into__isnull', False), _connector='OR'), name='signal_combined_into_another')],
            },
        ),
        migrations.AddField(
            model_name='initiative',
            name='supported_inside',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='initiative',
            name='supported_outside',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
