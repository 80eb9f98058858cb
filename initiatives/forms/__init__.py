"""Input about initiatives: the steps of submitting, and one small form per thing that happens."""
