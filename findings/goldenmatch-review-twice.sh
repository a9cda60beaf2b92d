#!/usr/bin/env bash
# goldenmatch 3.22.0 has a review queue, in which a reviewer approves or rejects a pair that
# may be one person. The first decision stands, but nobody is told: who rejects a pair that a
# colleague approved a moment before, or a pair that is not in the queue, gets the same answer
# as whoever decided, none, and the rejection is kept nowhere. Seen on 29 November 2026, with
# both backends:
#
#   amy approves 1, 2    returns None    kept: approved by amy
#   bob rejects  1, 2    returns None    kept: approved by amy
#   bob rejects  2, 1    returns None    kept: approved by amy
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet goldenmatch==3.22.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
from goldenmatch.core.review_queue import ReviewQueue

for backend in ("memory", "sqlite"):
    queue = ReviewQueue(backend=backend, path="review.db" if backend == "sqlite" else None)
    queue.add("night", 1, 2, 0.8, "Ann Ash, Anne Ash")
    for who, does, a, b in (("amy", queue.approve, 1, 2), ("bob", queue.reject, 1, 2), ("bob", queue.reject, 2, 1)):
        answer = does("night", a, b, who)
        kept = queue.stats("night")
        print(f"{backend}: {who} {does.__name__}s {a}, {b}: returns {answer}; kept: {kept}")
        assert answer is None, "this has changed"
        assert kept == {"pending": 0, "approved": 1, "rejected": 0}, "this has changed"
    queue.close()
PY
echo "confirmed: a rejection that comes too late or names no pair is dropped without a word"
