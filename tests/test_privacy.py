"""Every field of every model has a privacy class, and what is personal has a rule for its end."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from areas.models import User
from config.lib.models import Privacy
from config.lib.retention import Rule
from config.pages.erasing import RULES
from tests.source import APPS

# Tables of packages that point to a person, with what ends their rows.
OF_PACKAGES = {
    "account.EmailAddress": "erased with the person",
    "admin.LogEntry": "a rule of its own, and erased with the person",
    "areas.User_groups": "deleted with the person's row, holds no text",
    "areas.User_user_permissions": "deleted with the person's row, holds no text",
    "mfa.Authenticator": "erased with the person",
    "socialaccount.SocialAccount": "erased with the person",
}


def our_models():
    """The models of our apps, without the tables that Django makes between two of them."""
    return [
        model
        for model in apps.get_models()
        if apps.get_app_config(model._meta.app_label).name.split(".")[0] in APPS
    ]


def rules() -> dict[str, Rule]:
    """The retention rules that are carried out each day, by name."""
    found = {rule.name: rule for rule in RULES}
    assert len(found) == len(RULES), "two rules have one name"
    return found


def test_the_rules_of_every_app_are_carried_out():
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in APPS and find_spec(f"{config.name}.retention"):
            # config.lib has the machinery under the same name, and no rules.
            for rule in getattr(import_module(f"{config.name}.retention"), "RULES", []):
                assert rule in RULES, rule.name


def test_every_table_of_a_package_that_knows_a_person_is_known_here():
    found = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model not in our_models()
        if any(field.related_model is User for field in model._meta.concrete_fields)
    }
    assert found == set(OF_PACKAGES)


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
