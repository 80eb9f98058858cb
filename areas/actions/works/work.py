"""One row of a file as a work, checked."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from areas.actions.lines import BadCell, Line, day_of, place_of
from areas.actions.works.places import Places
from areas.models import Work
from config.lib.text import normalise

NEEDED = ("kenmerk", "titel")
STATES = {normalise(str(label)): value for value, label in Work.State.choices} | {
    "": Work.State.PLANNED
}


def work_of(line: Line, places: Places, municipality, source: str) -> Work:
    """The work that a row tells of. Raises BadCell."""
    cells, point = line.cells, place_of(line)
    work = Work(
        municipality=municipality,
        area_id=places.find(cells.get("gebied", ""), point),
        code=cells.get("kenmerk", ""),
        title=cells.get("titel", ""),
        kind=cells.get("soort", ""),
        text=cells.get("toelichting", ""),
        state=_state(cells.get("stand", "")),
        starts_on=day_of(line, "van"),
        ends_on=day_of(line, "tot"),
        talk_until=day_of(line, "meepraten_tot"),
        url=cells.get("url", ""),
        place=cells.get("adres", ""),
        lat=point[1] if point else None,
        lon=point[0] if point else None,
        source=source,
    )
    _validate(work)
    return work


def _validate(work: Work) -> None:
    """Raises BadCell with the first thing that is wrong."""
    try:
        work.clean_fields(exclude=["municipality", "area"])
    except ValidationError as wrong:
        name, said = next(iter(wrong.message_dict.items()))
        label = Work._meta.get_field(name).verbose_name
        raise BadCell(f"{label}: {said[0]}") from wrong
    if work.url and not work.url.startswith(("http://", "https://")):
        raise BadCell(_("het adres van de pagina begint niet met https://"))
    if work.starts_on and work.ends_on and work.ends_on < work.starts_on:
        raise BadCell(_("de einddatum ligt voor de begindatum"))


def _state(text: str) -> str:
    """The state of this name; planned without one. Raises BadCell."""
    found = STATES.get(normalise(text))
    if found is None:
        said = {"text": text[:40], "known": ", ".join(map(str, Work.State.labels))}
        raise BadCell(_("“%(text)s” is geen stand: kies uit %(known)s") % said)
    return found
