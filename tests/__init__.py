"""Tests: one file for each thing that can be done, read as its specification."""
