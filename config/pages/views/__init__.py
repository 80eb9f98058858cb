"""Views of pages that span apps."""
