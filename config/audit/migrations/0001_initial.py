import config.lib.clock
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=config.lib.clock.now, verbose_name='wanneer')),
                ('verb', models.CharField(max_length=60, verbose_name='wat')),
                ('model', models.CharField(max_length=60, verbose_name='soort')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='nummer')),
                ('area_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='gebied')),
                ('municipality_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='gemeente')),
                ('changes', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='wijzigingen')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'gebeurtenis',
                'verbose_name_plural': 'gebeurtenissen',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['area_id', '-id'], name='audit_event_area'), models.Index(fields=['model', 'object_id'], name='audit_event_object')],
            },
        ),
    ]
