"""Practice files: how a municipality works, read from one file that people can read too."""
