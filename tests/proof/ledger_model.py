"""What the books should hold, kept with additions only: the other side of the ledger machine."""

from budgets.models import Account

A = Account


class Model:
    """What the books should be: four numbers per budget, and every booking by its key."""

    def __init__(self):
        self.held: dict[int, dict[str, int]] = {}
        # The same of one request, or of none: what one was granted is not another's to spend.
        self.own: dict[tuple, dict[str, int]] = {}
        self.returned = 0
        # What may come in again without a decision, because it was taken back without one.
        self.room: dict[int, int] = {}
        self.done: dict[str, tuple] = {}
        # Of each request what was granted, less what was taken back since; and who was settled.
        self.granted: dict[int, int] = {}
        self.settled: set[int] = set()

    def open(self, budget_id: int, amount: int) -> None:
        """A budget with its first booking."""
        self.held[budget_id] = dict.fromkeys(A.values, 0)
        self.held[budget_id] |= {A.MUNICIPALITY: -amount, A.AVAILABLE: amount}
        self.room[budget_id] = 0

    def may(self, budget_id: int, owner: int | None, source: str, amount: int) -> bool:
        """No account goes below nothing; that of the municipality gives back what it took."""
        if source == A.MUNICIPALITY:
            return self.room[budget_id] >= amount
        if source == A.AVAILABLE:
            return self.held[budget_id][source] >= amount
        return self.of(budget_id, owner)[source] >= amount

    def of(self, budget_id: int, owner: int | None) -> dict[str, int]:
        """What the accounts hold of one request."""
        return self.own.setdefault((budget_id, owner), dict.fromkeys(A.values, 0))

    def move(self, budget_id, owner, source, target, amount: int, key: str) -> None:
        """Book it."""
        for held in (self.held[budget_id], self.of(budget_id, owner)):
            held[source] -= amount
            held[target] += amount
        self.room[budget_id] += amount * ((target == A.MUNICIPALITY) - (source == A.MUNICIPALITY))
        back = {(A.CLAIMED, A.AVAILABLE): amount, (A.AVAILABLE, A.CLAIMED): -amount}
        self.returned += back.get((source, target), 0)
        self.done[key] = (budget_id, owner, source, target, amount)

    def shift(self, budget_id: int, taken_from: int | None, amount: int) -> None:
        """Carry a decision out: what is taken from another budget leaves it."""
        for one, cents in ((budget_id, amount), (taken_from, -amount)):
            if one is not None:
                self.held[one][A.AVAILABLE] += cents
                self.held[one][A.MUNICIPALITY] -= cents
                # Two books of one budget; the second counts what of no request came and went.
                self.of(one, None)[A.AVAILABLE] += cents
                self.of(one, None)[A.MUNICIPALITY] -= cents

    def totals(self) -> dict[str, int]:
        """What page, export and council view should show."""
        sums = self.sums()
        return {
            "allocated": -sums[A.MUNICIPALITY],
            "reserved": sums[A.RESERVED] + sums[A.COMMITTED],
            "spent": sums[A.SPENT] + sums[A.CLAIMED],
            "left": sums[A.AVAILABLE],
        }

    def sums(self) -> dict[str, int]:
        """What each account holds in all budgets."""
        return {account: sum(held[account] for held in self.held.values()) for account in A.values}

    def may_lower(self, budget_id: int, owner: int, over: int) -> bool:
        """Nothing is on its way to the bank, and it is still reserved or was paid."""
        own = self.of(budget_id, owner)
        return not own[A.COMMITTED] and own[A.RESERVED] + own[A.SPENT] >= over

    def lower(self, budget_id: int, owner: int, over: int, key: str) -> None:
        """Take this much of a grant back: first what was not paid, then what was."""
        self.granted[owner] -= over
        free = min(over, self.of(budget_id, owner)[A.RESERVED])
        if free:
            self.move(budget_id, owner, A.RESERVED, A.AVAILABLE, free, f"release:{key}")
        if over - free:
            self.move(budget_id, owner, A.SPENT, A.CLAIMED, over - free, f"reclaim:{key}")
