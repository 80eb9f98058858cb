from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0006_plans_to_effect'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['-updated_at', '-id'], name='action_by_change'),
        ),
    ]
