"""Writes of areas that touch more than one row."""
