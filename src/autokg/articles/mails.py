"""Mail, one or a box of them: the words of the sender, without signature and without lines quoted from others."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from autokg.articles.decoding import decode_bytes
from autokg.articles.extraction import Extract
from autokg.articles.html_text import plain_text
from autokg.articles.parts import Fault, make_part
from autokg.articles.stated_days import parse_day

# The line that parts mails names a sender's address or a time of day; "From 2027 on, …" opens an article.
MBOX = re.compile(rb"^From (?:\S+@\S+|\S+ .*\d\d:\d\d).*\n", re.M)
_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_SIGNATURE = re.compile(r"^-- ?\r?$.*", re.M | re.S)
# Quoted lines, and the line before them that says whose they are ("On 3 March 2026, A <a@b.example> wrote:").
_QUOTED = re.compile(
    r"(?:^(?!>)[^\n]{0,300}(?:@|\d{4})[^\n]{0,200}:[ \t\r]*\n(?:[ \t\r]*\n)?)?(?:^>[^\n]*(?:\n|\Z))+", re.M
)


def read_mails(content: bytes, faults: list[Fault]) -> Iterator[Extract]:
    """Yield an article a mail; what cannot be read is added to the faults."""
    starts = list(MBOX.finditer(content)) if MBOX.match(content) else []
    ends = [*(match.start() for match in starts[1:]), len(content)]
    box = [_ESCAPED.sub(rb"\1", content[start.end() : end]) for start, end in zip(starts, ends, strict=False)]
    for number, mail in enumerate(box or [content], 1):
        try:
            message = email.message_from_bytes(mail, policy=email.policy.default)
            article = _of_mail(message) if isinstance(message, EmailMessage) else None
        except Exception as error:  # the library raises what it comes across in a broken mail
            faults.append(Fault(f"mail {number} cannot be read: {error}"))
            continue
        if article:
            yield article
        else:
            faults.append(Fault(f"mail {number} has no text"))


def _of_mail(message: EmailMessage) -> Extract | None:
    body = message.get_body(("plain", "html"))
    text = _text_of(body) if isinstance(body, EmailMessage) else ""
    if isinstance(body, EmailMessage) and body.get_content_subtype() == "html":
        text = plain_text(text)
    own = _QUOTED.sub("", _SIGNATURE.sub("", text)).strip()
    if not own:
        return None
    sender = re.sub(r"\s*<[^<>]*>", "", str(message["From"] or "")).strip(' "')
    day = parse_day(str(message["Date"] or ""))
    return make_part(str(message["Subject"] or ""), own, published=day, publisher=sender or None)


def _text_of(body: EmailMessage) -> str:
    """Return the text of a mail, in the likeliest encoding if its own is unknown."""
    try:
        return str(body.get_content())
    except LookupError:
        payload = body.get_payload(decode=True)
        return decode_bytes(payload) if isinstance(payload, bytes) else ""
