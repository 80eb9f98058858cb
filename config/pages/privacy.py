"""Privacy classes of the tables that libraries bring; our own models carry theirs."""

from config.lib.models import Privacy, classify

# No rule of retention: kept as long as the installation uses it, and removed by who set it up.
AS_LONG_AS_USED = "configuration"
LIBRARY_TABLES: dict[str, Privacy] = {
    "contenttypes.contenttype": classify(internal="id app_label model"),
    "auth.permission": classify(internal="id name content_type codename"),
    "auth.group": classify(internal="id name"),
    "admin.logentry": classify(
        internal="id action_time content_type object_id action_flag change_message",
        personal="user object_repr",
        retention="admin-log",
    ),
    "sessions.session": classify(
        confidential="session_key session_data", internal="expire_date", retention="sessions"
    ),
    "account.emailaddress": classify(
        internal="id verified primary", personal="user email", retention="person"
    ),
    "account.emailconfirmation": classify(
        internal="id created sent", personal="email_address", confidential="key", retention="person"
    ),
    "mfa.authenticator": classify(
        internal="id type created_at last_used_at",
        personal="user",
        confidential="data",
        retention="person",
    ),
    "socialaccount.socialapp": classify(
        internal="id provider provider_id name client_id settings",
        confidential="secret key",
        retention=AS_LONG_AS_USED,
    ),
    "socialaccount.socialaccount": classify(
        internal="id provider last_login date_joined",
        personal="user uid extra_data",
        retention="person",
    ),
    "socialaccount.socialtoken": classify(
        internal="id app expires_at",
        personal="account",
        confidential="token token_secret",
        retention="person",
    ),
}
