import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_budget(apps, schema_editor):
    """A request made so far was made under the rules of its budget."""
    Application = apps.get_model("budgets", "Application")
    Budget = apps.get_model("budgets", "Budget")
    scheme = Budget.objects.filter(pk=OuterRef("budget_id")).values("scheme_id")[:1]
    Application.objects.update(scheme_id=Subquery(scheme))


class Migration(migrations.Migration):
    # PostgreSQL cannot alter a table with rows changed in the same transaction.
    atomic = False

    dependencies = [("budgets", "0003_scheme_undated_once")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="scheme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="budgets.scheme",
                verbose_name="regeling",
            ),
        ),
        migrations.RunPython(from_budget, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="application",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="budgets.scheme",
                verbose_name="regeling",
            ),
        ),
    ]
