"""What a person brings together with somebody; computed once per request, like areas.rights."""

from django.apps import apps


def together_of(user) -> set[int]:
    """The initiatives (ids) that this person brings together with who submitted them."""
    if not user.is_authenticated:
        return set()
    if not hasattr(user, "_together"):
        rows = apps.get_model("initiatives", "CoInitiator")._default_manager.taking_part()
        user._together = set(rows.filter(user=user).values_list("initiative", flat=True))
    return user._together
