"""A file of SEPA credit transfers: ISO 20022, pain.001.001.09, as the EPC guidelines ask of it.

`transfer_file` makes the XML of an order; what the bank would refuse never leaves (budgets.
sepa_check). Amounts are whole cents and are written with two decimals, without a float between.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from xml.etree import ElementTree

from budgets.sepa_check import NAMESPACE, faults

NAME_MOST, TEXT_MOST = 70, 140
# The letters that every bank in SEPA takes (EPC217-08); others are written with these.
_UNKNOWN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "&": "+", "’": "'", "_": "-"}
)


@dataclass(frozen=True)
class Debtor:
    """From whose account is paid; `bic` is empty when the bank need not be named."""

    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True)
class Transfer:
    """One payment: `reference` comes back from the bank, `cents` is above zero."""

    debtor: Debtor
    reference: str
    cents: int
    name: str
    iban: str
    text: str


@dataclass(frozen=True)
class Order:
    """All that goes in one file; a bank takes a `number` once, so nothing is paid twice."""

    number: str
    made_at: datetime
    pay_on: date
    transfers: tuple[Transfer, ...]


class Unpayable(ValueError):
    """A file that the bank would refuse; says what does not fit, without names or numbers."""


def euros(cents: int) -> str:
    """An amount as the file has it: 1205 is 12.05."""
    return f"{cents // 100}.{cents % 100:02d}"


def plain(text: str, most: int) -> str:
    """The text in the letters that every bank takes, cut to its length.

    An accent is dropped, another sign becomes a space; no slash at the start or the end and no
    two of them in a row, which the rules forbid.
    """
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"/{2,}", "/", _UNKNOWN.sub(" ", text))
    return " ".join(text.split())[:most].strip("/ ")


def transfer_file(order: Order) -> bytes:
    """The file of an order. Raises Unpayable when it is empty or something in it does not fit."""
    ElementTree.register_namespace("", NAMESPACE)
    document = ElementTree.Element(_tag("Document"))
    root = _add(document, "CstmrCdtTrfInitn")
    _header(root, order)
    by_debtor = sorted(order.transfers, key=lambda one: (one.debtor.iban, one.reference))
    groups = groupby(by_debtor, key=lambda one: one.debtor)
    for number, (debtor, transfers) in enumerate(groups, start=1):
        _payment(root, order, f"{order.number}-{number}", debtor, tuple(transfers))
    if found := faults(document):
        raise Unpayable("; ".join(found))
    return ElementTree.tostring(document, encoding="UTF-8", xml_declaration=True)


def _header(root, order: Order) -> None:
    header = _add(root, "GrpHdr")
    _add(header, "MsgId", order.number)
    _add(header, "CreDtTm", order.made_at.strftime("%Y-%m-%dT%H:%M:%S"))
    _sums(header, order.transfers)
    names = [one.debtor.name for one in order.transfers]
    _add(_add(header, "InitgPty"), "Nm", plain(names[0] if names else "", NAME_MOST))


def _sums(above, transfers: Iterable[Transfer]) -> None:
    cents = [one.cents for one in transfers]
    _add(above, "NbOfTxs", str(len(cents)))
    _add(above, "CtrlSum", euros(sum(cents)))


def _payment(root, order: Order, number: str, debtor: Debtor, transfers) -> None:
    block = _add(root, "PmtInf")
    _add(block, "PmtInfId", number)
    _add(block, "PmtMtd", "TRF")
    _sums(block, transfers)
    _add(_add(_add(block, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _add(_add(block, "ReqdExctnDt"), "Dt", order.pay_on.isoformat())
    _add(_add(block, "Dbtr"), "Nm", plain(debtor.name, NAME_MOST))
    _add(_add(_add(block, "DbtrAcct"), "Id"), "IBAN", debtor.iban)
    bank = _add(_add(block, "DbtrAgt"), "FinInstnId")
    if debtor.bic:
        _add(bank, "BICFI", debtor.bic)
    else:
        _add(_add(bank, "Othr"), "Id", "NOTPROVIDED")
    _add(block, "ChrgBr", "SLEV")
    for transfer in transfers:
        _transfer(block, transfer)


def _transfer(block, transfer: Transfer) -> None:
    line = _add(block, "CdtTrfTxInf")
    _add(_add(line, "PmtId"), "EndToEndId", transfer.reference)
    amount = _add(_add(line, "Amt"), "InstdAmt", euros(transfer.cents))
    amount.set("Ccy", "EUR")
    _add(_add(line, "Cdtr"), "Nm", plain(transfer.name, NAME_MOST))
    _add(_add(_add(line, "CdtrAcct"), "Id"), "IBAN", transfer.iban)
    _add(_add(line, "RmtInf"), "Ustrd", plain(transfer.text, TEXT_MOST))


def _add(above, name: str, text: str | None = None):
    found = ElementTree.SubElement(above, _tag(name))
    found.text = text
    return found


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
