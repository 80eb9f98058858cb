"""Gebiedswerk: settings, addresses, and the rooms that belong to no single app."""

VERSION = "0.1.0"
