"""A plan as PDF: what stands in it, for whom, and whether a screen reader can read it."""

import datetime
import io

import pdfua
import pikepdf
import pytest
import typst
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from areas.models import PlanDeed
from areas.plan_paper import plan_paper
from config.look.pdf import FOLDER, STANDARDS, pdf
from tests.factories import (
    ActionFactory,
    AreaFactory,
    GoalFactory,
    PlanFactory,
    ThemeFactory,
    person,
)

pytestmark = pytest.mark.django_db
SIGNS = '#1 *x* _y_ $z$ "q" \\ <a> [b] {c} @d =e'


@pytest.fixture
def plan():
    """A plan of Oost with a goal, two actions of which one is internal, and a step on its way."""
    found = PlanFactory(area=AreaFactory(name="Oost"), title="Jaarplan Oost", summary=SIGNS)
    theme = ThemeFactory(municipality=found.area.municipality)
    goal = GoalFactory(plan=found, theme=theme, title="Meer groen")
    common = {"area": found.area, "goal": goal, "theme": theme}
    ActionFactory(title="Bomen planten", state="done", **common)
    ActionFactory(title="Kanarie van binnen", public=False, **common)
    day = datetime.date(2026, 1, 8)
    PlanDeed.objects.create(plan=found, deed="college", on=day, reference="B&W 12")
    return found


@pytest.fixture
def visitor():
    """Somebody who did not log in."""
    return AnonymousUser()


def address(plan) -> str:
    """The address of the document."""
    return reverse("areas:plan_pdf", args=[plan.pk])


def test_everyone_may_take_a_public_plan_along(client, plan):
    answer = client.get(address(plan))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_plan_in_preparation_is_not_there_for_a_visitor(client, client_of, plan):
    plan.state = "draft"
    plan.save()
    assert client.get(address(plan)).status_code == 404
    ada = person("advisor_social", plan.area, "Ada Adviseur")
    assert client_of(ada).get(address(plan)).status_code == 200


def test_a_plan_is_not_there_before_its_embargo_ends(client, plan):
    plan.public_from = datetime.date(2027, 1, 1)
    plan.save()
    assert client.get(address(plan)).status_code == 404


def test_an_internal_action_is_on_the_paper_of_colleagues_only(plan, visitor):
    ada = person("advisor_social", plan.area, "Ada Adviseur")
    assert "Kanarie van binnen" in str(plan_paper(plan, ada))
    public = plan_paper(plan, visitor)
    assert "Kanarie" not in str(public)
    assert public["goals"][0]["facts"][-1] == "1 van 1 gereed"


def test_it_says_how_the_plan_came_about(plan, visitor):
    assert plan_paper(plan, visitor)["steps"] == [
        "8 januari 2026: vastgesteld door het college, besluit B&W 12"
    ]


def test_other_programs_find_it_accessible(plan, visitor, tmp_path):
    """Built as PDF/UA-1, and looked at by a second tool."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf("areas/plan.typ", plan_paper(plan, visitor)))
    report = pdfua.validate(str(file))
    errors = [one for one in report.findings if one.severity == pdfua.Severity.ERROR]
    assert not errors, [(one.rule_id, one.message) for one in errors]
    with pikepdf.open(io.BytesIO(file.read_bytes())) as document:
        assert str(document.Root.Lang) == "nl-NL"
        assert "/StructTreeRoot" in document.Root
        assert document.docinfo["/Title"] == "Jaarplan Oost"


def test_a_document_without_a_title_is_never_made(tmp_path):
    """Teeth: what a screen reader cannot use is an error, not a document."""
    file = tmp_path / "bad.typ"
    file.write_text("= Kop")
    with pytest.raises(typst.TypstError, match="title"):
        typst.compile(file, format="pdf", pdf_standards=STANDARDS)


def test_what_people_type_stays_text(plan, visitor):
    """Signs that mean something to the typesetter do nothing, and the same data gives the same."""
    data = plan_paper(plan, visitor)
    assert data["summary"] == [SIGNS]
    assert pdf("areas/plan.typ", data) == pdf("areas/plan.typ", data)


def test_the_template_lies_where_templates_lie():
    assert (FOLDER / "areas" / "plan.typ").exists()
