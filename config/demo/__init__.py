"""Demo mode: enter as any demo person, read the mail. Installed only when DEMO is set."""

from django.apps import apps as installed  # `apps` is the module of that name here
from django.utils.translation import gettext_lazy as _

# Demo people live in a domain that cannot exist, so nobody real can be one of them.
DOMAIN = "voorbeeld.example"


# Who has no role and sits at a table for an organisation that is not of residents.
AT_A_TABLE = "at a table"
# The headings under which one chooses, with the kinds of role that stand there.
GROUPS = [
    (_("In de gebieden"), {"advisor_social", "advisor_physical", "inspector", "partner"}),
    (_("Bestuur en raad"), {"alderman", "councillor", "clerk"}),
    (
        _("Op het gemeentehuis"),
        {
            "manager",
            "communications",
            "front_desk",
            "subsidy",
            "budget_holder",
            "auditor",
            "administrator",
        },
    ),
    (_("Bij partners aan tafel"), {AT_A_TABLE}),
    (_("Bewoners"), {""}),
]


def demo_people() -> list[tuple[str, str, str]]:
    """Name, role and mail address of each demo person, in the order of the content file."""
    return [(person.name, role, person.email) for person, role, _kind in people_and_roles()]


def demo_groups(municipality=None) -> list[dict]:
    """The demo people under the headings above; a heading without people is left out.

    With a municipality: those who work, sit or had an idea there, and those who belong nowhere.
    """
    everyone = people_and_roles()
    if municipality:
        places = _places([person for person, _role, _kind in everyone])
        own = {municipality.pk}
        everyone = [one for one in everyone if own & (places[one[0].pk] or own)]
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


def demo_sites() -> list[tuple[str, str]]:
    """Name and host of each municipality that has invented content and a host of its own."""
    rows = installed.get_model("areas", "Municipality").objects.filter(fictitious=True)
    return list(rows.exclude(host="").order_by("name").values_list("name", "host"))


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
    places: dict[int, set[int]] = {user.pk: set() for user in users}
    assignments = installed.get_model("areas", "Assignment").objects.current()
    rows = assignments.filter(user__in=words).order_by("role__kind", "area__name")
    kinds: dict[int, str] = {}
    for user_id, kind, role, area, place in rows.values_list(
        "user_id", "role__kind", "role__name", "area__name", "area__municipality"
    ):
        words[user_id].append(f"{role}, {area}")
        places[user_id].add(place)
        kinds.setdefault(user_id, kind)
    seats = installed.get_model("partners", "Seat").objects.current().filter(user__in=words)
    for user_id, table, place, of_residents in seats.values_list(
        "user_id",
        "roundtable__name",
        "roundtable__kind__municipality",
        "organisation__of_residents",
    ):
        words[user_id].append(table)
        places[user_id].add(place)
        if of_residents is False:
            kinds.setdefault(user_id, AT_A_TABLE)
    for user in users:
        user.demo_places = places[user.pk]
    return [(user, _in_short(words[user.pk]), kinds.get(user.pk, "")) for user in users]


def _in_short(words: list[str]) -> str:
    """What somebody is in one line: the first two, and how many more."""
    more = f" en nog {len(words) - 2}" if len(words) > 2 else ""
    return "; ".join(words[:2]) + more or "bewoner"


def _places(people: list) -> dict[int, set[int]]:
    """By person (id) the municipalities (ids) where they work, sit at a table or had an idea."""
    found = {person.pk: set(person.demo_places) for person in people}
    ideas = installed.get_model("initiatives", "Initiative").objects.filter(submitter__in=found)
    for person, municipality in ideas.order_by().values_list("submitter", "municipality"):
        found[person].add(municipality)
    return found
