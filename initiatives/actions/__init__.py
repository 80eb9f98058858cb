"""Every write of initiatives that is more than saving one form on one row."""
