"""What the demonstration lacks for every page to be seen: a picture, a plan in phases."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from areas.models import Area, ParticipationLevel, Plan, PlanKind, PlanPhase
from initiatives.actions.pictures import add_picture
from initiatives.models import Initiative
from partners.models import Organisation, PlanParty


def add_extras() -> None:
    """Add a picture to the initiative with an open question, and an integral approach."""
    _add_picture()
    _add_approach()


def _add_approach() -> None:
    area = Area.objects.get(slug="rijnwoude")
    town = area.municipality
    kind = PlanKind.objects.create(
        municipality=town,
        code="aanpak-proef",
        name="aanpak",
        plural="aanpakken",
        integral=True,
        signed=True,
    )
    plan = Plan.objects.create(
        area=area,
        kind=kind,
        title="Aanpak ontmoeten (proef)",
        starts_on="2026-01-01",
        public_from="2026-01-01",
        state="running",
        participation=ParticipationLevel.objects.filter(municipality=town).first(),
        can_decide="Waar we elkaar ontmoeten.",
        cannot_decide="Het bedrag, want dat stelde de raad vast.",
    )
    PlanPhase.objects.create(plan=plan, phase=PlanPhase.Phase.PROBLEM, text="Weinig plekken.")
    group = Organisation.objects.filter(municipality=town).first()
    PlanParty.objects.create(plan=plan, organisation=group, promises="Een zaal.")


def _add_picture() -> None:
    initiative = Initiative.objects.get(title__startswith="Koffieochtend")
    file = io.BytesIO()
    Image.new("RGB", (640, 420), "#8cc5a9").save(file, "JPEG")
    add_picture(
        initiative=initiative,
        file=ContentFile(file.getvalue(), "koffie.jpg"),
        alt="De tafel met koffiekopjes",
        by=initiative.submitter,
    )
