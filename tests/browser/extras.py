"""What the demonstration lacks for every page to be seen: a picture, a plan in phases."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from areas.models import Area, ParticipationLevel, Plan, PlanKind, PlanPhase
from config.lib.clock import now
from initiatives.actions.pictures import add_picture
from initiatives.models import Initiative, Outcome, Story
from partners.models import Organisation, PlanParty


def add_extras() -> None:
    """Add a picture and a story that is not sent in to the initiative with an open question, an
    initiative of the same person that is done, and an integral approach.
    """
    _add_picture()
    _add_approach()
    _add_draft()
    _add_done()


def _add_draft() -> None:
    idea = Initiative.objects.get(title__startswith="Koffieochtend")
    Story.objects.create(initiative=idea, title="Proefverhaal", text="Het was druk.", state="draft")


def _add_done() -> None:
    idea = Initiative.objects.get(title__startswith="Koffieochtend")
    idea.pk, idea._state.adding = None, True
    idea.title, idea.state = "Plantenbak (proef)", "done"
    idea.area = Initiative.objects.get(title__startswith="Buurtmoestuin").area
    idea.save()
    said = {"result": "yes", "text": "De bak staat er.", "said_at": now()}
    Outcome.objects.create(initiative=idea, moment="weeks", **said)


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
