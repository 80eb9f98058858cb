"""Whether a file of credit transfers is what ISO 20022 and the EPC rules allow, and nothing else.

The schema of ISO 20022 is not ours to pass on, so the part of pain.001.001.09 that is made here is
written down as data: each element with its children in their order, how often each may stand
there, and what its text may be. Beyond a schema it adds up: numbers, sums, references, accounts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgets.iban import read_iban

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
ONCE, MAYBE, SOME = (1, 1), (0, 1), (1, 100_000)
# Text: the Latin letters of EPC217-08; an identification has no slash at its ends or two in a row.
_SIGNS = r"[A-Za-z0-9/\-?:().,'+ ]"
_ID = r"(?!/)(?!.*//)(?!.*/$)" + _SIGNS + "{1,35}"
_CENTS = r"\d{1,15}\.\d{2}"
_BIC = r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TEXTS = {
    "MsgId": _ID,
    "PmtInfId": _ID,
    "EndToEndId": _ID,
    "CreDtTm": _DAY + r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d",
    "Dt": _DAY,
    "NbOfTxs": r"[1-9]\d{0,14}",
    "CtrlSum": _CENTS,
    # At most € 999.999.999,99 for one transfer (EPC132-08).
    "InstdAmt": r"(0|[1-9]\d{0,8})\.\d{2}",
    "Nm": r"(?! )" + _SIGNS + r"{1,70}(?<! )",
    "Ustrd": r"(?! )" + _SIGNS + r"{1,140}(?<! )",
    "PmtMtd": "TRF",
    "Cd": "SEPA",
    "ChrgBr": "SLEV",
    "IBAN": r"[A-Z]{2}\d{2}[A-Z0-9]{1,30}",
    "BICFI": _BIC,
    "NOTPROVIDED": "NOTPROVIDED",
}
_ACCOUNT = (("Id", ONCE, (("IBAN", ONCE, ()),)),)
_NAME = (("Nm", ONCE, ()),)
_TRANSFER = (
    ("PmtId", ONCE, (("EndToEndId", ONCE, ()),)),
    ("Amt", ONCE, (("InstdAmt", ONCE, ()),)),
    ("Cdtr", ONCE, _NAME),
    ("CdtrAcct", ONCE, _ACCOUNT),
    ("RmtInf", ONCE, (("Ustrd", ONCE, ()),)),
)
_BANK = (("BICFI", MAYBE, ()), ("Othr", MAYBE, (("Id", ONCE, "NOTPROVIDED"),)))
_PAYMENT = (
    ("PmtInfId", ONCE, ()),
    ("PmtMtd", ONCE, ()),
    ("NbOfTxs", ONCE, ()),
    ("CtrlSum", ONCE, ()),
    ("PmtTpInf", ONCE, (("SvcLvl", ONCE, (("Cd", ONCE, ()),)),)),
    ("ReqdExctnDt", ONCE, (("Dt", ONCE, ()),)),
    ("Dbtr", ONCE, _NAME),
    ("DbtrAcct", ONCE, _ACCOUNT),
    ("DbtrAgt", ONCE, (("FinInstnId", ONCE, _BANK),)),
    ("ChrgBr", ONCE, ()),
    ("CdtTrfTxInf", SOME, _TRANSFER),
)
_HEADER = (
    ("MsgId", ONCE, ()),
    ("CreDtTm", ONCE, ()),
    ("NbOfTxs", ONCE, ()),
    ("CtrlSum", ONCE, ()),
    ("InitgPty", ONCE, _NAME),
)
_ROOT = (("CstmrCdtTrfInitn", ONCE, (("GrpHdr", ONCE, _HEADER), ("PmtInf", SOME, _PAYMENT))),)


def faults(document) -> list[str]:
    """What is wrong with a file (the root element), by the names of its elements; empty when it is
    right. Texts are never repeated: they are of people.
    """
    if document.tag != f"{{{NAMESPACE}}}Document":
        return ["Document: another kind of file"]
    found = list(_shape(document, _ROOT, "Document"))
    return found or list(_adds_up(document[0]))


def _shape(element, allowed, where: str) -> Iterator[str]:
    """The children of an element: which, in which order, how often; and the text of a leaf."""
    if not allowed or isinstance(allowed, str):
        yield from _leaf(element, allowed or _name(element), where)
        return
    if (element.text or "").strip() or element.attrib:
        yield f"{where}: text or an attribute where elements belong"
    names = [_name(child) for child in element]
    order = [name for name, _times, _below in allowed]
    if [name for name in order for _one in range(names.count(name))] != names:
        yield f"{where}: an unknown element, or another order"
        return
    for name, (least, most), below in allowed:
        children = [child for child in element if _name(child) == name]
        if not least <= len(children) <= most:
            yield f"{where}/{name}: {len(children)} times"
        for child in children:
            yield from _shape(child, below, f"{where}/{name}")


def _leaf(element, kind: str, where: str) -> Iterator[str]:
    if len(element):
        yield f"{where}: elements where text belongs"
    if dict(element.attrib) != ({"Ccy": "EUR"} if kind == "InstdAmt" else {}):
        yield f"{where}: other attributes than there should be"
    if not re.fullmatch(_TEXTS[kind], element.text or "", re.ASCII):
        yield f"{where}: a text that does not fit"


def _adds_up(root) -> Iterator[str]:
    """What no schema knows: counts, sums, references that stand there once, and check digits."""
    header, *blocks = root
    for above, amounts in [(header, _amounts(root)), *((one, _amounts(one)) for one in blocks)]:
        where = _name(above)
        if int(_text(above, "NbOfTxs")) != len(amounts):
            yield f"{where}/NbOfTxs: not the number of transfers"
        if Decimal(_text(above, "CtrlSum")) != sum(amounts):
            yield f"{where}/CtrlSum: not the sum of the transfers"
    if not all(_amounts(root)):
        yield "InstdAmt: nothing to pay"
    for name in ("EndToEndId", "PmtInfId"):
        texts = [one.text for one in root.iter(f"{{{NAMESPACE}}}{name}")]
        if len(set(texts)) != len(texts):
            yield f"{name}: twice"
    for block in blocks:
        if len(block.find(f".//{{{NAMESPACE}}}FinInstnId")) != 1:
            yield "FinInstnId: one of BICFI and Othr"
    if any(not _is_account(one.text) for one in root.iter(f"{{{NAMESPACE}}}IBAN")):
        yield "IBAN: wrong check digits"


def _amounts(above) -> list[Decimal]:
    return [Decimal(one.text) for one in above.iter(f"{{{NAMESPACE}}}InstdAmt")]


def _text(above, name: str) -> str:
    return above.findtext(f"{{{NAMESPACE}}}{name}")


def _is_account(text: str) -> bool:
    try:
        return read_iban(text) == text
    except ValueError:
        return False


def _name(element) -> str:
    """The bare name; with its namespace when that is another one."""
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")
