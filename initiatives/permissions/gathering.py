"""Who may plan a gathering, change it and see who comes; and who may come."""

from django.utils.translation import gettext as _

from areas.rights import has_anywhere, may
from areas.roles import Permission
from config.lib.clock import now
from initiatives.models import Gathering


def may_plan_anywhere(user) -> str:
    """Who writes about an area, plans its gatherings: advisors and communications."""
    if has_anywhere(user, Permission.EDIT_PORTRAIT):
        return ""
    return _("Bijeenkomsten plant een collega die voor een gebied werkt.")


def may_plan(user, gathering: Gathering) -> str:
    """Advisors and communications of its area, whatever became of it."""
    if may(user, Permission.EDIT_PORTRAIT, gathering.area_id):
        return ""
    return _("Deze bijeenkomst houdt een collega bij die voor dit gebied werkt.")


def may_change_gathering(user, gathering: Gathering) -> str:
    """The same, unless it is off."""
    if gathering.cancelled_at:
        return _("Deze bijeenkomst gaat niet door.")
    return may_plan(user, gathering)


def may_cancel_gathering(user, gathering: Gathering) -> str:
    """The same, as long as it is not over."""
    if gathering.ends_at < now():
        return _("Deze bijeenkomst is al geweest.")
    return may_change_gathering(user, gathering)


def may_settle_gathering(user, gathering: Gathering) -> str:
    """Telling what came of it: as soon as it has begun."""
    if gathering.starts_at > now():
        return _("Deze bijeenkomst moet nog beginnen.")
    return may_change_gathering(user, gathering)


def may_see_sign_ups(user, gathering: Gathering) -> str:
    """Addresses of who comes: who sees the data of initiators in the area."""
    if may(user, Permission.SEE_CONTACT, gathering.area_id):
        return ""
    return _("U mag niet zien wie zich heeft aangemeld.")


def may_sign_up(gathering: Gathering) -> str:
    """Whether anybody may say that they come."""
    if gathering.cancelled_at:
        return _("Deze bijeenkomst gaat niet door.")
    if gathering.starts_at <= now():
        return _("Deze bijeenkomst is al begonnen of geweest.")
    if gathering.sign_up != Gathering.SignUps.OPEN:
        return _("Voor deze bijeenkomst kunt u zich niet aanmelden.")
    return ""
