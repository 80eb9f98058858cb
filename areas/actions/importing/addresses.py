"""Addresses for many new areas at once: as `free_slug`, without a query for each."""

from areas.actions.tree import claim_slug, slug_hints, slug_options
from areas.models import Area, Municipality, OldSlug


class Addresses:
    """Every address that an area has or had, with the municipality of who holds it."""

    def __init__(self):
        self.holders: dict[str, int | None] = dict(
            OldSlug.objects.values_list("slug", "area__municipality_id")
        )
        self.old = set(self.holders)
        self.holders |= dict(Area.objects.values_list("slug", "municipality_id"))

    def take(self, name: str, cbs_code: str, municipality: Municipality, wijk: str = "") -> str:
        """The first free address for an area with this name; taken from now on."""
        plain = slug_options(name)[0]
        near = self.holders.get(plain) == municipality.pk
        hints = slug_hints(name, cbs_code, municipality.name, wijk=wijk, near=near)
        options = slug_options(name, *hints)
        slug = next(option for option in options if option not in self.holders)
        self.holders[slug] = municipality.pk
        return slug

    def give_root(self, root: Area, *, new: bool) -> None:
        """A gemeente gets its bare name; a wijk or buurt of that name makes way for it.

        What a practice file or another gemeente has, and what was an address before, stays.
        """
        if new:
            root.slug = ""  # nobody has seen its first one, so that one need not redirect
        plain = slug_options(root.name)[0]
        holder = Area.objects.filter(slug=plain).exclude(pk=root.pk).first()
        makes_way = holder and not holder.code and not hasattr(holder, "root_of")
        if makes_way or (holder is None and plain not in self.old):
            claim_slug(root, plain)
        elif not root.slug.startswith(plain):
            claim_slug(root, self.take(root.name, root.cbs_code, root.municipality))
        self.holders[root.slug] = root.municipality_id
        if makes_way:
            holder.refresh_from_db(fields=["slug"])
            self.holders[holder.slug] = holder.municipality_id
