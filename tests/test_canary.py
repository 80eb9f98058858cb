"""Words that must not leak, looked for in every page of every person, in mails, logs and tables.

Everybody's turn is in test_every_page.py.
"""

import io
import re
import zipfile
from collections import defaultdict

import pytest
from django.db import connection
from django.urls import reverse

from config.audit.models import Event
from config.outbox.models import Mail
from initiatives.models import Initiative
from tests.access_table import (
    ADMIN_MODELS,
    ADVISORS,
    AT_THE_TABLE,
    AUDITS,
    COLLEAGUES,
    COUNCIL,
    MODEL_PAGES,
    NOBODY,
    OWNER,
    PREPARES_MONEY,
    ROWS,
    SEES_CONTACT,
    SEES_INITIATIVES,
    SEES_MONEY,
    acts_as,
)
from tests.addresses import Browser
from tests.test_access_matrix import follows, is_left_to_others
from tests.world import (
    ELSEWHERE,
    EVERYONE,
    HOSTS,
    MANAGES_TOWN,
    OTHER,
    OWN,
    SEAT,
    SUBMITTER,
    SUPERUSER,
    VISITOR,
    World,
)

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"kanarie\d{3}\w+|06987\d{5}|KANARIE\w+")
SEARCHES = [
    "pages:search",
    "pages:agenda",
    "areas:list",
    "initiatives:list",
    "initiatives:handling",
]

# --- The cells where a secret may be read: by whom, and on which pages -----
AGENDA = (
    "areas:action areas:action_create areas:action_edit areas:action_look_back"
    " areas:action_merge areas:action_spot areas:action_step areas:funding_add areas:funding_edit"
    " areas:funding_remove areas:goal areas:goal_create areas:goal_edit"
    " areas:goal_verdict areas:motion areas:plan areas:plan_edit areas:plan_pdf areas:plan_step"
    " areas:plan_verdict areas:progress_add areas:request_create areas:sheet_upload"
    " initiatives:link pages:agenda pages:agenda_csv pages:agenda_xlsx pages:area"
    " pages:my_work pages:plans_csv pages:plans_xlsx pages:search pages:street_around"
    " partners:commitment_add"
    " partners:commitment_edit partners:commitment_remove partners:advice_answer"
    " partners:advice_ask partners:covenant_party_add partners:covenant_party_edit signals:link"
    " budgets:room_add"
    " gatherings:create gatherings:edit gatherings:outcome gatherings:gathering"
)
# Versions are left out: what is internal is in none of them, whoever reads it.
LIFE = (
    " areas:action_quick areas:phase_edit areas:plan_create areas:plan_deed areas:plan_look_back"
    " areas:plan_takeover areas:version_add partners:party_add partners:party_edit"
    " partners:party_remove partners:party_sign"
)
AGENDA += LIFE
HANDLING = (
    "initiatives:compass_answer initiatives:compass_kind initiatives:compass_message"
    " initiatives:compass_phase "
    "initiatives:answer initiatives:ask initiatives:detail initiatives:details initiatives:edit"
    " initiatives:together"
    " initiatives:handling initiatives:hide initiatives:link initiatives:mine initiatives:move"
    " initiatives:agenda"
    " initiatives:news initiatives:next_step initiatives:note initiatives:picture_remove"
    " initiatives:pictures initiatives:release initiatives:request pages:my_work pages:search"
    " signals:link"
    " partners:meeting initiatives:take_up"
)
STORIES = (
    "initiatives:detail initiatives:picture_remove stories:edit stories:pictures stories:release"
    " stories:return stories:send stories:story"
)
MONEY = "budgets:application budgets:apply budgets:budget budgets:decide budgets:withdraw"
MONEY += " budgets:ask budgets:complete budgets:put_off budgets:leave budgets:default"
MONEY += " budgets:account_number budgets:report budgets:settle budgets:receive"
MONEY += " budgets:revoke"
MEETINGS = (
    "partners:agreement_add partners:agreement_edit partners:agreement_step partners:agreements"
    " partners:attendance partners:item partners:item_add partners:item_edit partners:item_move"
    " partners:item_remove partners:meeting partners:meeting_edit partners:meeting_ics"
    " partners:meeting_invite partners:meeting_pdf partners:meeting_step partners:roundtable"
)
CELLS = {
    "minutes": (COLLEAGUES | AT_THE_TABLE, f"{MEETINGS} pages:my_work"),
    "closed point": (AT_THE_TABLE, MEETINGS),
    "secret minutes": (AT_THE_TABLE, MEETINGS),
    "asked advice": (
        COLLEAGUES | AT_THE_TABLE,
        "partners:advice partners:advice_answer partners:advice_give partners:advices"
        " partners:roundtable",
    ),
    # Who sits at a table, for who sees its inside; of a confidential one only who sits there too.
    "seat": (COLLEAGUES | AT_THE_TABLE, f"{MEETINGS} partners:seat_edit partners:seat_add"),
    "partner person": (
        COLLEAGUES,
        "pages:team partners:contact_add partners:contact_edit partners:contact_remove"
        " partners:organisation",
    ),
    "draft plan": (COLLEAGUES, AGENDA),
    "embargoed plan": (COLLEAGUES, f"{AGENDA} areas:plan_version"),
    "internal action": (COLLEAGUES | COUNCIL, AGENDA),
    "internal progress": (COLLEAGUES, "areas:action"),
    "worries": (COLLEAGUES, "areas:portrait areas:portrait_page"),
    "open request": (
        COLLEAGUES,
        "areas:action areas:request areas:request_edit areas:request_withdraw areas:requests"
        " areas:request_send pages:my_work",
    ),
    # A sheet that is coming in is of who brought it.
    "sheet": (frozenset({"advisor_social"}), "areas:sheet areas:sheet_columns areas:sheet_upload"),
    "unreleased initiative": (SEES_INITIATIVES | OWNER, f"{HANDLING} {MONEY}"),
    "withdrawn initiative": (SEES_INITIATIVES, HANDLING),
    "unconfirmed initiative": (NOBODY, ""),
    "saved idea": (NOBODY, ""),
    # A question of a confidential table stands on no page that is just opened.
    "case": (NOBODY, ""),
    "internal note": (SEES_INITIATIVES, "initiatives:detail"),
    "report": (ADVISORS, "stories:report"),
    "draft letter": (
        COLLEAGUES,
        "pages:letter pages:letter_edit pages:letter_send",
    ),
    "objection": (ADVISORS, "stories:hiding stories:put_back"),
    "outcome words": (
        SEES_INITIATIVES | OWNER,
        "initiatives:detail initiatives:outcome_release",
    ),
    "waiting story": (SEES_INITIATIVES | OWNER, f"{STORIES} pages:my_work pages:redact"),
    "draft story": (OWNER, STORIES),
    "set aside": (SEES_INITIATIVES, "pages:my_work signals:aside signals:list"),
    "signal": (
        SEES_INITIATIVES,
        "pages:my_work signals:answer signals:combine signals:forward signals:link signals:list"
        " signals:pass_on signals:signal signals:take_up",
    ),
    "compass": (ADVISORS | OWNER, "initiatives:detail initiatives:compass_answer"),
    "talk": (SEES_INITIATIVES | OWNER, "initiatives:detail initiatives:answer"),
    "reason": (SEES_INITIATIVES | OWNER, "initiatives:detail"),
    "contact": (
        SEES_CONTACT | OWNER,
        "initiatives:detail initiatives:edit initiatives:together initiatives:together_remove"
        " budgets:application budgets:letter gatherings:sign_ups",
    ),
    "money": (SEES_MONEY | OWNER, "budgets:application budgets:decide"),
    # Who sits at the table, and who handles money, once the vote is closed.
    "vote": (SEES_MONEY | AT_THE_TABLE, "budgets:ballot"),
    "receipt": (
        SEES_MONEY,
        "budgets:application budgets:receipt budgets:receipt_remove budgets:receipts"
        " budgets:report budgets:settle",
    ),
    "money question": (
        SEES_MONEY | OWNER,
        "budgets:application budgets:ask budgets:complete budgets:put_off",
    ),
    "reason of a penalty": (SEES_MONEY, "budgets:application"),
    # What the receiver said before a grant was lowered or withdrawn stands in the letter about it.
    "words of who was heard": (SEES_MONEY | OWNER, "budgets:letter"),
    "words of an objection": (
        PREPARES_MONEY | OWNER,
        "budgets:letter budgets:objection_settle",
    ),
    # Colleagues know each other's names; who brought an idea knows who answers.
    "colleague": (
        COLLEAGUES | SEES_INITIATIVES | SEES_MONEY | OWNER,
        "areas:action areas:action_create areas:action_edit areas:request initiatives:detail"
        " budgets:application pages:team partners:handover partners:covenant_create"
        # Of two pairs of eyes one knows whose the other is.
        " partners:covenant_edit budgets:batch budgets:payments budgets:audit",
    ),
}
# The auditor reads of which request money was granted, on the pages of money that are open to them.
AUDITED = {"unreleased initiative": {"budgets:application", "budgets:budget"}}
# In the admin. Who manages a municipality sees its agenda and the people who work in it.
OF_SUPERUSER = {"draft plan", "embargoed plan", "internal action", "internal progress"} | {
    "open request",
    "unreleased initiative",
    "withdrawn initiative",
    "unconfirmed initiative",
    "person",
    "contact",
    "colleague",
    "address of colleague",
    "money",
}
OF_MANAGER = {
    "draft plan",
    "embargoed plan",
    "internal action",
    "internal progress",
    "open request",
    "colleague",
    "address of colleague",
}
# On the pages of one's own data stands what the person brought or is, and nothing of others.
OWN_DATA = {"pages:own", "pages:own_download", "pages:own_zip", "pages:own_correct"}
OF_ONESELF = {
    SUBMITTER: {
        "contact",
        "unreleased initiative",
        "withdrawn initiative",
        "waiting story",
        "draft story",
        "outcome words",
        "talk",
        "reason",
        "compass",
        "objection",
        "money",
        "money question",
        "words of an objection",
        "words of who was heard",
    },
    SEAT: {"seat"},
    "advisor_social": {"sheet"},
}
RESIDENTS = {"other resident", "seat", "sitter"}
# Who gives seats sees who has one: by name, never with an address.
AT_A_TABLE = {"seat", "name of seat", "name of sitter"}


def kind_of(what: str) -> str:
    """Which cell a canary belongs to."""
    found = re.match(r"(name|mail|phone) of (.+)$", what)
    if not found:
        return "contact" if "contact" in what else re.sub(r" of \w+$", "", what)
    if found[2] in {"submitter", "stranger"}:
        return "contact"
    if found[2] in RESIDENTS:
        return "person"
    return "colleague" if found[1] == "name" else "address of colleague"


def allowed(world: World, word: str, who: str, url: str) -> bool:
    """Whether this person may read this word on this page."""
    what, scope = world.canaries[word]
    user, kind = world.people[who], kind_of(what)
    if user and word in f"{user.name} {user.email} {user.phone}":
        return True
    if url == "admin:partners_roundtable" and what in AT_A_TABLE:
        return who == SUPERUSER or (who == MANAGES_TOWN and scope != ELSEWHERE)
    if url.startswith("admin:"):
        managed = who == MANAGES_TOWN and scope != ELSEWHERE and kind in OF_MANAGER
        return managed or (who == SUPERUSER and kind in OF_SUPERUSER)
    kind = "seat" if what in AT_A_TABLE else kind
    if url in OWN_DATA:
        return scope == OWN and kind in OF_ONESELF.get(who, ())
    group, urls = CELLS.get(kind, (NOBODY, ""))
    # Colleagues of the whole municipality may lead an action.
    where = OWN if kind == "colleague" and scope == OTHER else scope
    acting = acts_as(who, where)
    if acting & AUDITS and url in AUDITED.get(kind, ()):
        return True
    return url in urls.split() and bool(acting & group)


def pages_of(world: World, who: str):
    """Every page that can be read, in every scope: (name, path, host)."""
    asked = set()
    for row in ROWS:
        for scope in row.asked_in:
            args = row.args(world.places[scope]) if row.args else None
            path = reverse(row.url, args=args) + row.query
            if scope != OWN and follows(row, who, scope):
                continue
            if is_left_to_others(row, who, scope, "GET"):
                continue
            if (path, scope) not in asked:
                asked.add((path, scope))
                yield row.url, path, HOSTS[scope]
    for url in SEARCHES:
        yield url, reverse(url) + "?q=kanarie", HOSTS[OWN]
    if world.people[who] and world.people[who].is_staff:
        things = world.admin_things()
        yield "admin:index", reverse("admin:index"), HOSTS[OWN]
        for model in ADMIN_MODELS:
            for page in MODEL_PAGES:
                args = None if page in {"changelist", "add"} else [things[model]]
                yield f"admin:{model}", reverse(f"admin:{model}_{page}", args=args), HOSTS[OWN]


def words_in(answer, world: World) -> set[str]:
    """The canaries in an answer with its headers, also in a spreadsheet."""
    body = answer.body
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    found = set(CANARY.findall(body.decode(errors="ignore") + str(answer.headers)))
    return found & set(world.canaries)


def sweep(world: World, who: str, browser: Browser, only: str = ""):
    """Read every page as this person, or of `only` one kind; returns how many, and the leaks."""
    tried, leaks = 0, []
    for url, path, host in pages_of(world, who):
        if only not in {"", url}:
            continue
        answer, written = browser.open(path, host)
        tried += 1
        for word in words_in(answer, world):
            if not allowed(world, word, who, url):
                leaks.append(f"{world.canaries[word]} on {path} ({url}, {host})")
        leaks += [f"{path} wrote {sql}" for sql in written]
    return tried, leaks


def test_a_leak_is_caught(world, monkeypatch):
    """Teeth: the page of an initiative says by mistake who brought it."""
    monkeypatch.setattr(Initiative, "public_author", property(lambda one: one.contact_name))
    _tried, leaks = sweep(world, VISITOR, Browser(None), only="initiatives:detail")
    assert any("'name of submitter'" in leak for leak in leaks)


def test_a_hidden_initiative_in_a_list_is_caught(world, monkeypatch):
    """Teeth: the list forgets what is public."""
    rows = type(Initiative.objects.all())
    monkeypatch.setattr(rows, "public", lambda self: self)
    _tried, leaks = sweep(world, VISITOR, Browser(None), only="initiatives:list")
    assert any("'unreleased initiative'" in leak for leak in leaks)


def test_no_mail_has_a_secret_in_its_subject_and_each_goes_to_one_who_may_know(world, log):
    """Everything that can be sent is sent, by who may; the mails of it are looked through."""
    before = set(Mail.objects.values_list("pk", flat=True))
    seen = 0
    for row in [row for row in ROWS if row.data and row.writes]:
        who = next((who for who in EVERYONE if row.expected(who, OWN, "POST") == row.post), None)
        if who is None:
            continue
        browser, place = Browser(world.people[who]), world.places[OWN]
        path = reverse(row.url, args=row.args(place) if row.args else None)
        with browser.undone():
            browser.client.post(path, row.data(world, place), headers={"host": HOSTS[OWN]})
            for mail in Mail.objects.exclude(pk__in=before):
                seen += 1
                check_mail(world, mail)
            for changes in Event.objects.order_by("-pk").values_list("changes", flat=True)[:5]:
                assert not CANARY.findall(str(changes)), row.url
    assert seen >= 8
    assert not set(CANARY.findall(log.getvalue())), "in the log"


def check_mail(world: World, mail: Mail) -> None:
    """A mail about an initiative goes to who brought it, with nothing of colleagues but words;
    one about a request goes to the department.
    """
    assert not CANARY.findall(mail.subject + mail.about + mail.purpose + str(mail.headers))
    place = world.places[OWN]
    for word in CANARY.findall(mail.text):
        kind = kind_of(world.canaries[word][0])
        if mail.purpose == "initiatives.letter":
            # What was a draft is sent on purpose: from then on it is for everyone.
            fits = kind == "draft letter"
        elif mail.to == place.request.department.email:
            # A department reads what it is asked, and which colleague asks.
            fits = kind in {"open request", "colleague"}
        elif mail.to == place.submitter.email:
            fits = kind in {"contact", "talk", "unreleased initiative", "money"}
        elif mail.to in {world.people[SEAT].email, place.chair.email}:
            # Who sits at a table reads the agenda, but of a confidential one not in a mail.
            fits = word == world.people[SEAT].name or kind == "minutes"
        elif mail.to == place.along_waiting.email:
            # Who brings it together knows what it is.
            fits = kind == "unreleased initiative"
        elif mail.to in {place.signal.contact_email, place.report.contact_email}:
            # Who asked or reported something hears the answer, and nothing of what was typed.
            fits = False
        else:
            # What came on paper is answered to the address on it, with the name on it.
            fits = mail.to == place.paper.contact_email and word == place.paper.contact_name
        assert fits, (world.canaries[word], mail.to, mail.purpose)


# The only columns where each kind of secret is kept.
HOMES = {
    "colleague": {"areas_user.name"},
    "address of colleague": {"areas_user.email", "areas_user.phone"},
    "person": {"areas_user.name", "areas_user.email", "areas_user.phone", "outbox_mail.to"},
    "contact": {
        "areas_user.name",
        "areas_user.email",
        "areas_user.phone",
        "account_emailaddress.email",
        "initiatives_initiative.contact_name",
        "initiatives_initiative.contact_email",
        "initiatives_initiative.contact_phone",
        "initiatives_coinitiator.email",
        "initiatives_takeup.email",
        "initiatives_endorsement.email",
        "initiatives_savedidea.email",
        "initiatives_savedidea.typed",
        "initiatives_signal.contact_email",
        "initiatives_signup.email",
        "initiatives_follower.email",
        "initiatives_report.contact_email",
        "intake_mailtoken.email",
        "outbox_mail.to",
        "outbox_mail.text",
    },
    "signal": {
        "initiatives_signal.answer",
        "initiatives_signal.place",
        "initiatives_signal.text",
    },
    **{
        f"{state} story": {
            "initiatives_story.title",
            "initiatives_story.text",
            "initiatives_picture.alt",
        }
        for state in ("waiting", "draft")
    },
    "outcome words": {"initiatives_outcome.text"},
    "saved idea": {"initiatives_savedidea.typed"},
    "report": {"initiatives_report.text"},
    "draft letter": {"initiatives_letter.title", "initiatives_letter.text"},
    "objection": {
        "initiatives_hiding.reason",
        "initiatives_hiding.appeal",
        "initiatives_hiding.answer",
    },
    "words of an objection": {"budgets_objection.text"},
    "reason of a penalty": {"budgets_penaltyfinding.reason"},
    "words of who was heard": {
        "budgets_decision.heard",
        "budgets_settlement.heard",
        "budgets_revocation.heard",
        "budgets_letter.body",
    },
    "talk": {"initiatives_note.text"},
    "compass": {"initiatives_compassanswer.text"},
    "reason": {"initiatives_note.text"},
    "internal note": {"initiatives_note.text"},
    "second factor": {"mfa_authenticator.data"},
}


def test_a_secret_is_kept_in_its_own_columns_only(world):
    """The trail, counters, keys and search columns hold no name, address or conversation."""
    found = defaultdict(set)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    for word in CANARY.findall(str(value)):
                        if word in world.canaries:
                            kind = kind_of(world.canaries[word][0])
                            found[kind].add(f"{table}.{column}")
    assert found["case"] == set(), "sealed, so nowhere to be found"
    for kind, homes in HOMES.items():
        assert found[kind], kind
        assert found[kind] <= homes, kind
