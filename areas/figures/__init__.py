"""Reading files with a figure per area and year; nothing here knows the database."""
