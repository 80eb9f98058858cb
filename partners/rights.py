"""At which tables a person has a seat today; computed once per request, like areas.rights."""

from django.apps import apps

from areas.rights import rights


def seats_of(user) -> dict[int, bool]:
    """The tables (ids) where this person has a seat today, and whether they lead it."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, "_seats"):
        rows = apps.get_model("partners", "Seat")._default_manager.current().filter(user=user)
        found: dict[int, bool] = {}
        for table, leads in rows.order_by().values_list("roundtable", "leads"):
            found[table] = leads or found.get(table, False)
        user._seats = found
    return user._seats


def sits_in_confidence(user) -> bool:
    """Whether this person has a seat today at a table that is confidential."""
    tables = tables_of(user)
    kinds = apps.get_model("partners", "Roundtable")._default_manager.filter(
        kind__confidential=True
    )
    return bool(tables) and kinds.filter(pk__in=tables).exists()


def tables_of(user) -> list[int]:
    """The tables (ids) where this person has a seat today."""
    return list(seats_of(user))


def has_work(user) -> bool:
    """Whether something can wait for this person: who has a role, or a seat today."""
    return bool(rights(user) or seats_of(user))
