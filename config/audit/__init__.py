"""What happened, by whom and when: events that nobody can change afterwards."""
