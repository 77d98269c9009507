"""Count requests, for the page `/metrics` in the text format of Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0, 30.0)  # seconds


class Metrics:
    """Numbers of requests by method and status, and of those that took at most some seconds."""

    def __init__(self) -> None:
        """Begin with no requests."""
        self._requests: Counter[tuple[str, int]] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds = 0.0

    def count(self, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests[method, status] += 1
        self._seconds += seconds
        self._within.update(bucket for bucket in BUCKETS if seconds <= bucket)

    def write(self, gauges: dict[str, float], version: str) -> str:
        """Return all numbers, and the current values of others, as text."""
        return "\n".join([*self._lines(gauges), f'autokg_data_info{{version="{version}"}} 1', ""])

    def _lines(self, gauges: dict[str, float]) -> Iterator[str]:
        yield "# TYPE autokg_requests_total counter"
        for (method, status), number in sorted(self._requests.items()):
            yield f'autokg_requests_total{{method="{method}",status="{status}"}} {number}'
        total = self._requests.total()
        yield "# TYPE autokg_request_seconds histogram"
        for bucket in BUCKETS:
            yield f'autokg_request_seconds_bucket{{le="{bucket}"}} {self._within[bucket]}'
        yield f'autokg_request_seconds_bucket{{le="+Inf"}} {total}'
        yield f"autokg_request_seconds_sum {self._seconds:.6f}"
        yield f"autokg_request_seconds_count {total}"
        for name, value in gauges.items():
            yield f"# TYPE autokg_{name} gauge"
            yield f"autokg_{name} {value}"
