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
for _ in $(seq "$rounds"); do
	for of in new old; do
		"$tmp/$of.test" -test.run '^$' -test.bench . -test.benchtime "$times" | sed "s/^/$of /" >>"$tmp/runs"
	done
done
awk '
	function median(key,   n, i, j, t, v) {
		n = split(seen[key], v, " ")
		for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j-1] + 0; j--) { t = v[j]; v[j] = v[j-1]; v[j-1] = t }
		return v[int((n + 1) / 2)]
	}
	$2 ~ /^Benchmark/ {
		name = $2; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
		if (!(name in known)) { known[name] = 1; order[++names] = name }
		for (i = 4; i < NF; i += 2) seen[$1 SUBSEP name SUBSEP $(i+1)] = seen[$1 SUBSEP name SUBSEP $(i+1)] " " $i
	}
	END {
		printf "%-10s %10s %8s %12s %12s %8s\n", "", "p50 ms", "kB", "ms each", "older", "times"
		for (i = 1; i <= names; i++) {
			a = median("new" SUBSEP order[i] SUBSEP "ns/op"); b = median("old" SUBSEP order[i] SUBSEP "ns/op")
			printf "%-10s %10.2f %8.1f %12.2f", order[i], median("new" SUBSEP order[i] SUBSEP "p50-ms"), median("new" SUBSEP order[i] SUBSEP "kB"), a / 1e6
			if (b + 0 > 0) printf " %12.2f %8.2f", b / 1e6, b / a
			print ""
		}
	}' "$tmp/runs"
