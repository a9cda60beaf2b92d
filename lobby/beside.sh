#!/usr/bin/env bash
# Measures this build beside an older one on one machine, in turns: receiving, claiming,
# a review, a search, a page of 25, a decision, the whole way and a creation, on
# store/memory.
#
#	lobby/beside.sh [-clients 1000000] [-rounds 5] [-times 4000x] [-build 609f52f]
#
# It checks the older build out into a folder that it removes again, and prints the
# median of the rounds for each, and how many times as long the older one takes.
set -euo pipefail
clients=1000000 rounds=5 times=4000x build=609f52f
while [ $# -gt 1 ]; do
	case $1 in
	-clients) clients=$2 ;; -rounds) rounds=$2 ;; -times) times=$2 ;; -build) build=$2 ;;
	*) echo "unknown: $1" >&2; exit 2 ;;
	esac
	shift 2
done
here=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$tmp/old" >/dev/null 2>&1 || true; rm -rf "$tmp"' EXIT
git -C "$here" worktree add -q --detach "$tmp/old" "$build"
cp "$here"/lobby/bench_test.go "$here"/lobby/bench_names_test.go "$tmp/old/lobby/"
(cd "$here/lobby" && go test -c -o "$tmp/new.test" .)
(cd "$tmp/old/lobby" && go test -c -o "$tmp/old.test" .)
for _ in $(seq "$rounds"); do
	for of in new old; do
		"$tmp/$of.test" -test.run '^$' -test.bench 'Receive|Claim|Review|Search|Page|Assign|EndToEnd|Create' -test.benchtime "$times" \
			-bench.clients "$clients" | sed "s/^/$of /" >>"$tmp/runs"
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
	/bytes each/ { match($0, /[0-9]+ bytes each.*/); kept[$1] = substr($0, RSTART) }
	END {
		printf "%-10s %-10s %12s %12s %8s\n", "", "", "this", "older", "times"
		split("p50-µs p99-µs B/op allocs/op", units, " ")
		for (i = 1; i <= names; i++) for (u = 1; u <= 4; u++) {
			a = median("new" SUBSEP order[i] SUBSEP units[u]); b = median("old" SUBSEP order[i] SUBSEP units[u])
			if (a + 0 > 0) printf "%-10s %-10s %12.1f %12.1f %8.2f\n", order[i], units[u], a, b, b / a
		}
		print "this:  " kept["new"]; print "older: " kept["old"]
	}' "$tmp/runs"
