"""The closed lists of the record form: status, comparator, position, agreement type, method.

They are separate from the record models, so that modules which only compare them need not load pydantic.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """State of a fact according to its source."""

    PLANNED = "planned"
    ACTUAL = "actual"
    ENDED = "ended"
    CANCELLED = "cancelled"
    REPORTED = "reported"
    DENIED = "denied"


class Comparator(StrEnum):
    """Bound of a number in the words of the source; none if the source gives the plain number."""

    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Position(StrEnum):
    """Where in an article a quote stands."""

    HEADLINE = "headline"
    CAPTION = "caption"
    BODY = "body"


class AgreementType(StrEnum):
    """The closest type that the source gives, else `partnership`."""

    CONTRACT_MANUFACTURING = "contract-manufacturing"
    JOINT_VENTURE = "joint-venture"
    PLATFORM_SHARING = "platform-sharing"
    SUPPLY = "supply"
    TECHNOLOGY_LICENCE = "technology-licence"
    EQUITY = "equity"
    MERGER = "merger"
    ALLIANCE = "alliance"
    MEMORANDUM = "memorandum"
    DISTRIBUTION = "distribution"
    ASSET_SALE = "asset-sale"
    PARTNERSHIP = "partnership"


class Method(StrEnum):
    """How complete a production is: from parts made on site, or from knocked-down kits."""

    FULL = "full"
    CKD = "CKD"
    SKD = "SKD"
