"""Demo mode: enter as any demo person, read the mail. Installed only when DEMO is set."""

from django.apps import apps as installed  # `apps` is the module of that name here
from django.utils.translation import gettext_lazy as _

# Demo people live in a domain that cannot exist, so nobody real can be one of them.
DOMAIN = "voorbeeld.example"


# The headings under which one chooses, with the kinds of role that stand there.
GROUPS = [
    (_("In de gebieden"), {"advisor_social", "advisor_physical", "inspector", "partner"}),
    (_("Bestuur en raad"), {"alderman", "councillor", "clerk"}),
    (
        _("Op het gemeentehuis"),
        {"manager", "communications", "front_desk", "subsidy", "budget_holder", "administrator"},
    ),
    (_("Bewoners"), {""}),
]


def demo_people() -> list[tuple[str, str, str]]:
    """Name, role and mail address of each demo person, in the order of the content file."""
    return [(person.name, role, person.email) for person, role, _kind in people_and_roles()]


def demo_groups() -> list[dict]:
    """The demo people under the headings above; a heading without people is left out."""
    everyone = people_and_roles()
    groups = [
        {
            "name": name,
            "people": [
                {"user": user, "role": role} for user, role, kind in everyone if kind in kinds
            ],
        }
        for name, kinds in GROUPS
    ]
    return [group for group in groups if group["people"]]


def people_and_roles() -> list[tuple]:
    """Each active demo user with what they are, in words, and the kind of their first role.

    Three queries.
    """
    users = list(
        installed.get_model("areas", "User")
        .objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)
        .exclude(name="")
        .order_by("pk")
    )
    words: dict[int, list[str]] = {user.pk: [] for user in users}
    assignments = installed.get_model("areas", "Assignment").objects.current()
    rows = assignments.filter(user__in=words).order_by("role__kind", "area__name")
    kinds: dict[int, str] = {}
    for user_id, kind, role, area in rows.values_list(
        "user_id", "role__kind", "role__name", "area__name"
    ):
        words[user_id].append(f"{role}, {area}")
        kinds.setdefault(user_id, kind)
    seats = installed.get_model("partners", "Seat").objects.current().filter(user__in=words)
    for user_id, table in seats.values_list("user_id", "roundtable__name"):
        words[user_id].append(table)
    return [
        (user, "; ".join(words[user.pk]) or "bewoner", kinds.get(user.pk, "")) for user in users
    ]
