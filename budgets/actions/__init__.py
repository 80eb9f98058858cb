"""Every write of money: the books, opening budgets, asking, deciding and withdrawing."""
