"""Public pages that span apps."""
