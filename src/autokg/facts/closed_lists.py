"""Slots that take one word of a closed list: a member of its enum, or the word itself.

    Stake(status="actual", …) and Stake(status=Status.ACTUAL, …) are the same; `stake.status` is the member.

A type checker reads the descriptor, which takes either and gives the member; pydantic reads the enum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from autokg.core.enums import AgreementType, Method, Status
from autokg.facts.slot_roles import SlotRole

StatusName = Literal["planned", "actual", "ended", "cancelled", "reported", "denied"]
MethodName = Literal["full", "CKD", "SKD"]
AgreementTypeName = Literal[
    "contract-manufacturing", "joint-venture", "platform-sharing", "supply", "technology-licence", "equity",
    "merger", "alliance", "memorandum", "distribution", "asset-sale", "partnership",
]  # fmt: skip

if TYPE_CHECKING:
    Member = TypeVar("Member")
    Word = TypeVar("Word")

    class _Choice(Generic[Member, Word]):
        def __get__(self, record: object, form: Any) -> Member: ...
        def __set__(self, record: object, word: Member | Word) -> None: ...

    StatusWord = _Choice[Status, StatusName]
    MethodWord = _Choice[Method | None, MethodName]
    AgreementTypeWord = _Choice[AgreementType, AgreementTypeName]
else:
    StatusWord = Annotated[Status, SlotRole.CHOICE]
    MethodWord = Annotated[Method | None, SlotRole.CHOICE]
    AgreementTypeWord = Annotated[AgreementType, SlotRole.CHOICE]
