"""State machines as tables: state → next states, each with its verb and what it needs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.lib.access import Refused

MACHINES: list["Machine"] = []


@dataclass(frozen=True)
class Step:
    """One allowed move: the verb on its button, and whether a reason must be given.

    A step that is not `pressed` has no button: it asks for more, or follows from another step.
    """

    verb: str
    needs_reason: bool = False
    pressed: bool = True


class Machine:
    """A transition table over the values of a TextChoices; `final` states have no way out."""

    def __init__(self, choices, table: dict[str, dict[str, Step]], *, start: str, final: set[str]):
        self.choices, self.table, self.start, self.final = choices, table, start, final
        MACHINES.append(self)

    def steps(self, state: str) -> dict[str, Step]:
        """The moves that this state allows, by the state they lead to."""
        return self.table.get(state, {})

    def check(self, old: str, new: str, reason: str = "", *, pressed: bool = True) -> Step:
        """Return the step from old to new. Raises Refused when there is none, or no reason.

        An action that brings more than a state with it says `pressed=False`.
        """
        step = self.steps(old).get(new)
        if step is None or step.pressed != pressed:
            raise Refused(
                _("Van “%(old)s” kan dit niet naar “%(new)s”.")
                % {"old": self.choices(old).label, "new": self.choices(new).label}
            )
        if step.needs_reason and not reason.strip():
            raise Refused(_("Geef een reden. De indiener en uw collega's lezen die."))
        return step

    def unreachable(self) -> set[str]:
        """States that no step leads to, the start left out: must be empty."""
        reached = {new for steps in self.table.values() for new in steps} | {self.start}
        return {state.value for state in self.choices} - reached

    def stuck(self) -> set[str]:
        """States without a way out that are not marked final: must be empty."""
        return {state.value for state in self.choices if not self.steps(state)} - self.final
