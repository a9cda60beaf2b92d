#!/usr/bin/env bash
# Measures the pages of the desk beside those of an older build on one machine, in
# turns: the list of 25 with ratings and the review, over 100,000 clients. What the older
# one has no page for stands alone.
#
#	examples/internal/desk/beside.sh [-rounds 5] [-times 100x] [-build 609f52f]
#
# It checks the older build out into a folder that it removes again, and prints the
# median of the rounds for each, and how many times as long the older one takes.
set -euo pipefail
rounds=5 times=100x build=609f52f
while [ $# -gt 1 ]; do
	case $1 in
	-rounds) rounds=$2 ;; -times) times=$2 ;; -build) build=$2 ;;
	*) echo "unknown: $1" >&2; exit 2 ;;
	esac
	shift 2
done
here=$(cd "$(dirname "$0")/../../.." && pwd)
tmp=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$tmp/old" >/dev/null 2>&1 || true; rm -rf "$tmp"' EXIT
git -C "$here" worktree add -q --detach "$tmp/old" "$build"
(cd "$here/examples/internal/desk" && go test -c -o "$tmp/new.test" .)
(cd "$tmp/old/examples/internal/desk" && go test -c -o "$tmp/old.test" .)
round() { "$tmp/$1.test" -test.run '^$' -test.bench . -test.benchtime "$times" >>"$tmp/$1.txt"; }
for _ in $(seq "$rounds"); do round new; round old; done
# median BUILD BENCHMARK UNIT: what stands before the unit, the middle of the rounds
median() { grep "^Benchmark$2[-[:space:]]" "$tmp/$1.txt" | grep -oE "[0-9.]+ $3" | sort -n | sed -n "$(((rounds + 1) / 2))s/ .*//p"; }
printf '%-10s %8s %8s %12s %12s %8s\n' '' 'p50 ms' kB 'ns each' 'older' times
for page in $(grep -oE '^Benchmark[A-Za-z]+' "$tmp/new.txt" | sed 's/Benchmark//' | sort -u); do
	now=$(median new "$page" ns/op) was=$(median old "$page" ns/op || true)
	printf '%-10s %8s %8s %12s %12s %8s\n' "$page" "$(median new "$page" p50-ms)" "$(median new "$page" kB)" "$now" "${was:-none}" \
		"$([ -n "$was" ] && echo "$was $now" | awk '{ printf "%.2f", $1 / $2 }')"
done
