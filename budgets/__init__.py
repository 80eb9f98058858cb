"""How much: schemes, budgets, decisions and the books."""
