"""Demo mode: enter as any demo person, read the mail. Installed only when DEMO is set."""

from django.apps import apps as installed  # `apps` is the module of that name here

# Demo people live in a domain that cannot exist, so nobody real can be one of them.
DOMAIN = "voorbeeld.example"


def demo_people() -> list[tuple[str, str, str]]:
    """Name, role and mail address of each demo person, in the order of the content file."""
    return [(person.name, role, person.email) for person, role in people_and_roles()]


def people_and_roles() -> list[tuple]:
    """Each active demo user with what they are, in words. Three queries."""
    users = list(
        installed.get_model("areas", "User")
        .objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)
        .exclude(name="")
        .order_by("pk")
    )
    words: dict[int, list[str]] = {user.pk: [] for user in users}
    assignments = installed.get_model("areas", "Assignment").objects.current()
    rows = assignments.filter(user__in=words).order_by("role__kind", "area__name")
    for user_id, role, area in rows.values_list("user_id", "role__name", "area__name"):
        words[user_id].append(f"{role}, {area}")
    seats = installed.get_model("partners", "Seat").objects.current().filter(user__in=words)
    for user_id, table in seats.values_list("user_id", "roundtable__name"):
        words[user_id].append(table)
    return [(user, "; ".join(words[user.pk]) or "bewoner") for user in users]
