"""Pages that span apps: home, area page, agenda, council view, "mijn werk", search, login."""
