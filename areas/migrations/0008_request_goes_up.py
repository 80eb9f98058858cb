"""Keep to whom a silent request went, and let the promised day be the day that counts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def from_manager_and_answer(apps, _schema_editor):
    """What went up is with the manager of the department; "later" counts from its own day."""
    requests = apps.get_model("areas", "Request").objects
    departments = apps.get_model("areas", "Department").objects
    answers = apps.get_model("areas", "RequestAnswer").objects
    manager = departments.filter(pk=OuterRef("department")).values("manager")
    requests.filter(escalated_at__isnull=False).update(went_to=Subquery(manager))
    newest = answers.filter(request=OuterRef("pk"), state="later").order_by("-at", "-pk")
    promised = Subquery(newest.values("promised_on")[:1])
    later = requests.filter(state="later").annotate(promised=promised)
    later.filter(promised__gte=F("asked_on")).update(due_on=promised, reminded_at=None)


class Migration(migrations.Migration):
    # PostgreSQL cannot alter a table with rows changed in the same transaction.
    atomic = False

    dependencies = [
        ("areas", "0007_action_by_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="went_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ligt bij",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                help_text=(
                    "Blijft antwoord uit, dan gaat het verzoek naar deze persoon. Leeg: naar de "
                    "manager van het gebied."
                ),
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="manager",
            ),
        ),
        migrations.AlterField(
            model_name="request",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "gevraagd"),
                    ("escalated", "bij de manager"),
                    ("unanswered", "geen antwoord"),
                    ("yes", "ja"),
                    ("no", "nee"),
                    ("later", "later"),
                    ("withdrawn", "ingetrokken"),
                ],
                default="asked",
                editable=False,
                max_length=10,
                verbose_name="stand",
            ),
        ),
        migrations.AlterField(
            model_name="requestanswer",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "gevraagd"),
                    ("escalated", "bij de manager"),
                    ("unanswered", "geen antwoord"),
                    ("yes", "ja"),
                    ("no", "nee"),
                    ("later", "later"),
                    ("withdrawn", "ingetrokken"),
                ],
                max_length=10,
                verbose_name="antwoord",
            ),
        ),
        migrations.RunPython(from_manager_and_answer, migrations.RunPython.noop, elidable=True),
    ]
