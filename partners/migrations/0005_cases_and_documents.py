import config.lib.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('partners', '0004_advice_and_covenants'),
    ]

    operations = [
        migrations.CreateModel(
            name='CovenantDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='wat is het')),
                ('file', models.FileField(max_length=200, upload_to='covenants/%Y/', verbose_name='bestand')),
                ('at', models.DateTimeField(default=config.lib.clock.now, verbose_name='wanneer')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('covenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='partners.covenant')),
            ],
            options={
                'verbose_name': 'document bij een convenant',
                'verbose_name_plural': 'documenten bij een convenant',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SupportCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='nummer')),
                ('informed', models.CharField(choices=[('yes', 'ja, de inwoner weet het en vindt het goed'), ('knows', 'ja, de inwoner weet het'), ('no', 'nee')], default='yes', max_length=10, verbose_name='weet de inwoner hiervan')),
                ('step_on', models.DateField(blank=True, null=True, verbose_name='klaar op')),
                ('opened_on', models.DateField(default=config.lib.clock.today, verbose_name='ingebracht op')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='afgesloten op')),
                ('outcome', models.CharField(blank=True, choices=[('helped', 'er is hulp'), ('elsewhere', 'overgedragen'), ('unneeded', 'niet meer nodig'), ('declined', 'de inwoner wil het niet')], max_length=10, verbose_name='hoe liep het af')),
                ('roundtable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.roundtable')),
                ('taker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.seat', verbose_name='wie doet het')),
            ],
            options={
                'verbose_name': 'vraag aan een vertrouwelijke tafel',
                'verbose_name_plural': 'vragen aan een vertrouwelijke tafel',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('roundtable', 'number'), name='support_case_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('outcome', '')), models.Q(('closed_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='support_case_closed_with_outcome')],
            },
        ),
        migrations.CreateModel(
            name='CaseReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(blank=True, verbose_name='kenmerk, verzegeld')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='partners.supportcase')),
            ],
            options={
                'verbose_name': 'kenmerk bij een vraag',
                'verbose_name_plural': 'kenmerken bij een vraag',
                'ordering': ['case', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'organisation'), name='case_reference_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('question', 'de vraag'), ('reason', 'waarom de inwoner het niet weet'), ('note', 'notitie'), ('step', 'volgende stap'), ('outcome', 'hoe het afliep')], default='note', max_length=10, verbose_name='soort')),
                ('sealed', models.TextField(verbose_name='tekst, verzegeld')),
                ('at', models.DateTimeField(default=config.lib.clock.now, verbose_name='wanneer')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.seat', verbose_name='wie')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='partners.supportcase')),
            ],
            options={
                'verbose_name': 'tekst bij een vraag',
                'verbose_name_plural': 'teksten bij een vraag',
                'ordering': ['case', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='hoeveelste')),
                ('number', models.PositiveIntegerField(verbose_name='vraag')),
                ('at', models.DateTimeField(default=config.lib.clock.now, verbose_name='wanneer')),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('mark', models.CharField(max_length=64)),
                ('roundtable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.roundtable')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'inzage van een vraag',
                'verbose_name_plural': 'inzagen van vragen',
                'ordering': ['roundtable', '-place'],
                'constraints': [models.UniqueConstraint(fields=('roundtable', 'place'), name='case_reading_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='jaar')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='aantal')),
                ('roundtable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_tallies', to='partners.roundtable')),
            ],
            options={
                'verbose_name': 'aantal vragen',
                'verbose_name_plural': 'aantallen vragen',
                'ordering': ['roundtable', '-year'],
                'constraints': [models.UniqueConstraint(fields=('roundtable', 'year'), name='case_tally_once')],
            },
        ),
        migrations.AddField(
            model_name='covenant',
            name='keeper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covenants', to=settings.AUTH_USER_MODEL, verbose_name='wie houdt het bij'),
        ),
        migrations.AddField(
            model_name='covenant',
            name='reminded_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='roundtablekind',
            name='cases_kept_months',
            field=models.PositiveSmallIntegerField(default=6, verbose_name='maanden dat een afgesloten vraag blijft'),
        ),
        migrations.AddField(
            model_name='roundtablekind',
            name='dpia_on',
            field=models.DateField(blank=True, help_text='Zonder deze dag en een grondslag kan deze tafel geen vragen bespreken.', null=True, verbose_name='DPIA vastgesteld op'),
        ),
        migrations.AddField(
            model_name='roundtablekind',
            name='legal_basis',
            field=models.CharField(blank=True, max_length=200, verbose_name='grondslag'),
        ),
    ]
