"""The closed lists of the record form: status, comparator, position, agreement type, method.

They stand apart from the record form so that what only tells them apart need not load what checks records.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What the source says of the fact's reality."""

    PLANNED = "planned"
    ACTUAL = "actual"
    ENDED = "ended"
    CANCELLED = "cancelled"
    REPORTED = "reported"
    DENIED = "denied"


class Comparator(StrEnum):
    """How a number is bounded in the words of the source; no comparator means that the number is said plainly."""

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
    """The closest type that the source says; `partnership` where nothing closer is said."""

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
