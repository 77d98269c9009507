"""A worker that waits reads what pages are made from, part by part, and a mistake in that ends nothing."""

from __future__ import annotations

import queue
from pathlib import Path

import pytest

from autokg import api
from autokg.api.knowledge_base import KnowledgeBase
from autokg.stores.kept import kept
from autokg.web import worker
from autokg.web.jobs import Job
from autokg.web.worker import Session
from builders import document, fact


def count(kb: KnowledgeBase) -> int:
    return len(kb.store)


def kept_conflicts(kb: KnowledgeBase) -> list[str]:
    """Return what is kept of the conflicts of a base, which its pages look up at once."""
    found: list[str] = kept(kb.store, "conflicts", None, lambda: ["not kept"], most=1)
    return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worker") / "store"
    api.build((document(), fact("production", model="Polestar 4", plant="Busan plant", country="KR")), store=folder)
    return folder


@pytest.fixture
def session(store: Path) -> Session:
    return Session(store)


def test_pages_are_prepared_only_once_a_store_is_open(session: Session) -> None:
    assert not session.prepare()
    session.run(Job(count))
    assert session.prepare()


def test_what_is_prepared_is_kept_for_pages(session: Session) -> None:
    session.run(Job(count))
    while session.prepare():
        pass
    assert session.run(Job(kept_conflicts)).value == []


def test_a_mistake_in_a_page_ends_the_preparation_alone(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.api.page_serving.show_page", lambda *_: 1 / 0)
    session.run(Job(count))
    assert not session.prepare()
    assert session.run(Job(count)).failure is None


def test_a_job_that_waits_comes_before_the_preparation(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    job = Job(count)
    prepared = iter([True, True, False])

    def prepare() -> bool:
        if not (is_more := next(prepared)):
            jobs.put(job)
        return is_more

    monkeypatch.setattr(worker, "_IDLE_SECONDS", 0.01)
    monkeypatch.setattr(Session, "prepare", lambda _: prepare())
    assert worker._wait_for(jobs, session) is job
    assert list(prepared) == []
    jobs.put(job)
    assert worker._wait_for(jobs, session) is job  # without a further step, of which there is none
