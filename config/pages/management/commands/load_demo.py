"""Load invented people, plans and ideas, to try the application with."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.pages.demo.load import FILE, demo_file, demo_files, load_demo
from config.pages.demo.scale import scale_up
from config.pages.demo.scale_actions import scale_actions
from config.pages.practice.check import FileRefused


class Command(BaseCommand):
    """Loads the demo once; with --scale also many generated initiatives."""

    help = (
        "Laad verzonnen mensen, plannen en ideeën; met --scale N ook N verzonnen initiatieven, en"
        " met --actions N ook N verzonnen acties."
    )

    def add_arguments(self, parser):
        """Which municipality or file, and how many initiatives and actions for measuring."""
        parser.add_argument("file", nargs="?", default=str(FILE), metavar="GEMEENTE_OF_BESTAND")
        parser.add_argument("--all", action="store_true", help="alle gemeenten die er zijn")
        parser.add_argument("--scale", type=int, default=0, metavar="N")
        parser.add_argument("--actions", type=int, default=0, metavar="N")

    def handle(self, *args, file, all, scale, actions, **options):
        """Load; the last line has the counts of all files together."""
        paths = demo_files() if all else [demo_file(file)]
        loaded = [self._load(path) for path in paths]
        first = loaded[0].municipality
        added = scale_up(first, scale, progress=self._show(scale)) if scale else 0
        added += scale_actions(first, actions, progress=self._show(actions)) if actions else 0
        self.stdout.write(
            f"created={sum(one.created for one in loaded) + added}"
            f" changed={sum(one.changed for one in loaded)}"
            f" unchanged={sum(one.unchanged for one in loaded)}"
        )

    def _load(self, path):
        try:
            return load_demo(path)
        except FileRefused as refused:
            for complaint in refused.complaints:
                self.stderr.write(complaint)
            raise CommandError(_("Er is niets geschreven.")) from None

    def _show(self, wanted: int):
        def show(done: int) -> None:
            self.stdout.write(_("%(done)d van %(wanted)d") % {"done": done, "wanted": wanted})

        return show
