"""A limit on the rate of requests."""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Throttle:
    """Lets at most so many requests a second pass, from all threads together; 0 is no limit."""

    rate: float = 0.0
    _next: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> None:
        if not self.rate:
            return
        with self._lock:
            now = time.monotonic()
            pause = max(0.0, self._next - now)
            self._next = max(now, self._next) + 1 / self.rate
        time.sleep(pause)
