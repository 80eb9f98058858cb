"""manage.py explain_term: when a term ends, and why, for staff who want to check one."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from budgets.models.named_days import named_days
from config.terms.term import Basis, Suspension, Term, Unit, WrongTerm, end_of


class Command(BaseCommand):
    """Prints raw end and legal end as ISO dates, and the reasons in Dutch."""

    help = "Says when a term ends, and why."

    def add_arguments(self, parser):
        """What the term is."""
        parser.add_argument("--event", required=True, help="day of the event, as 2026-03-02")
        parser.add_argument("--length", required=True, type=int, help="how many units")
        parser.add_argument("--unit", default="weeks", choices=list(Unit))
        parser.add_argument("--basis", default="awb", choices=list(Basis))
        parser.add_argument(
            "--awt", choices=["yes", "no"], help="whether the Awt moves the end; else by the basis"
        )
        parser.add_argument(
            "--suspend",
            action="append",
            default=[],
            metavar="FROM:TO",
            help="days on which it stood still, both included, as 2026-03-17:2026-03-22",
        )

    def handle(self, *, event, length, unit, basis, awt, suspend, **_options):
        """Work it out. Raises CommandError with a sentence in Dutch."""
        moves = None if awt is None else awt == "yes"
        try:
            term = Term(day(event), length, Unit(unit), Basis(basis), moves)
            pauses = [Suspension(*between(text)) for text in suspend]
            end = end_of(term, pauses, more=written_down())
        except WrongTerm as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(f"raw: {end.raw.isoformat()}")
        self.stdout.write(f"legal: {end.legal.isoformat()}")
        self.stdout.write(f"target: {end.target.isoformat()}")
        for line in (*end.reasons, *end.warnings):
            self.stdout.write(line)


def written_down() -> frozenset[date]:
    """The days that staff wrote down; none where there is no database yet."""
    try:
        return named_days()
    except DatabaseError:
        return frozenset()


def day(text: str) -> date:
    """A date written as 2026-03-02. Raises CommandError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is geen datum. Schrijf haar als 2026-03-02.") from None


def between(text: str) -> tuple[date, date]:
    """Two dates with a colon between them. Raises CommandError."""
    first, _colon, last = text.partition(":")
    return day(first), day(last)
