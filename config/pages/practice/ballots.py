"""How a table votes on requests from a scheme: the row `stemming` of the practice file."""

from collections.abc import Callable

from budgets.models import BallotRule, Scheme
from config.audit.log import record
from config.pages.practice.check import Row
from config.pages.practice.scheme_keys import BALLOT
from partners.models import RoundtableKind


def set_ballot_rule(
    scheme: Scheme, row: Row, kind_of: Callable[[str], RoundtableKind], *, by
) -> list[str]:
    """Let the rule be what the file says, when it says something; ["stemming"] for a change.

    Ballots have a copy of the rule, so that no vote that runs or was held changes with it.
    """
    if "stemming" not in row.values:
        return []
    rule = BallotRule.objects.filter(scheme=scheme).first()
    if not (items := row.get("stemming")):
        if rule is not None:
            rule.delete()
            record(scheme, "scheme.ballot_rule_removed", by=by)
        return ["stemming"] if rule is not None else []
    rule = rule or BallotRule(scheme=scheme)
    wanted = {key.field: items[0][key.name] for key in BALLOT if key.field and key.name in items[0]}
    wanted["kind"] = kind_of(items[0]["tafelsoort"])
    if rule.pk and all(getattr(rule, name) == value for name, value in wanted.items()):
        return []
    for name, value in wanted.items():
        setattr(rule, name, value)
    rule.save()
    record(scheme, "scheme.ballot_rule_set", by=by)
    return ["stemming"]
