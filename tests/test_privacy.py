"""Every field of every model has a privacy class, and what is personal has a rule for its end."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from config.lib.models import Privacy
from tests.source import APPS


def our_models():
    """The models of our apps, without the tables that Django makes between two of them."""
    return [
        model
        for model in apps.get_models()
        if apps.get_app_config(model._meta.app_label).name.split(".")[0] in APPS
    ]


def rules() -> dict:
    """The retention rules of all our apps, by name; each app keeps them in its retention.py."""
    found = {}
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in APPS and find_spec(f"{config.name}.retention"):
            # config.lib has the machinery under the same name, and no rules.
            for rule in getattr(import_module(f"{config.name}.retention"), "RULES", []):
                assert rule.name not in found, f"two rules are called {rule.name}"
                found[rule.name] = rule
    return found


def test_there_are_models():
    assert len(our_models()) > 10


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_has_one_privacy_class(model):
    privacy = model.__dict__.get("privacy")
    assert isinstance(privacy, Privacy), "no `privacy = classify(...)` of its own"
    fields = {field.name for field in model._meta.concrete_fields}
    fields |= {field.name for field in model._meta.local_many_to_many}
    unknown = privacy.fields - fields
    missing = fields - privacy.fields - {"id", "pk"}
    assert (missing, unknown) == (set(), set()), "fields without a class, and classes without one"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_personal_data_has_a_rule_that_ends_it(model):
    privacy = model.privacy
    if privacy.personal or privacy.confidential or privacy.retention:
        assert privacy.retention in rules()


@pytest.mark.django_db
def test_every_rule_can_be_asked_and_says_in_words_what_it_does():
    for rule in rules().values():
        assert len(str(rule.text)) > 20, rule.name
        assert rule.due().model is rule.model, rule.name
        assert rule.due().count() == 0
