#!/usr/bin/env bash
# Measures the pages of the desk beside those of an older build on one machine, in
# turns: the list of 25 with ratings and the review, over 100,000 clients. What the older
# one has no page for stands alone.
#
#	examples/internal/desk/beside.sh [-rounds 5] [-times 200x] [-build 609f52f]
#
# It checks the older build out into a folder that it removes again, and prints what a
# page takes on the wall, and of the processor: the least and the median of the rounds,
# for both builds. The processor's time hardly changes with what else the machine does.
set -euo pipefail
rounds=5 times=200x build=609f52f
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
was=$tmp/old/examples/internal/desk
if ! grep -q cpu-ms "$was/bench_test.go"; then # older than the clock of the processor
	cp "$here/examples/internal/desk/cpu_unix_test.go" "$was"
	sed -i -e 's|^\tfor b.Loop() {|\tbefore, times := cpu(), 0\n&\n\t\ttimes++|' \
		-e '0,/^\tb.ReportMetric(/s||\tb.ReportMetric((cpu()-before).Seconds()*1000/float64(times), "cpu-ms")\n&|' "$was/bench_test.go"
fi
(cd "$here/examples/internal/desk" && go test -c -o "$tmp/new.test" .)
(cd "$was" && go test -c -o "$tmp/old.test" .)
round() { "$tmp/$1.test" -test.run '^$' -test.bench "^Benchmark$2\$" -test.benchtime "$times" >>"$tmp/$1.txt"; }
pages=$("$tmp/new.test" -test.list '^Benchmark' | sed 's/^Benchmark//' | sort)
for _ in $(seq "$rounds"); do
	for page in $pages; do round new "$page"; round old "$page"; done
done
# figure BUILD BENCHMARK UNIT PLACE: what stands before the unit, in the round of that place
figure() { grep "^Benchmark$2[-[:space:]]" "$tmp/$1.txt" | grep -oE "[0-9.]+ $3" | sort -n | sed -n "${4}s/ .*//p" || true; }
ratio() { [ -z "$2" ] || echo "$2 $1" | awk '{ printf "%.2f", $1 / $2 }'; }
middle=$(((rounds + 1) / 2)) line='%-10s %8s %8s %10s %10s %10s %10s %8s %8s\n'
# shellcheck disable=SC2059 # one format for all lines
printf "$line" '' 'p50 ms' kB 'cpu min' 'older' 'median' 'older' '× min' '× median'
for page in $pages; do
	least=$(figure new "$page" cpu-ms 1) most=$(figure new "$page" cpu-ms "$middle")
	oldleast=$(figure old "$page" cpu-ms 1) oldmost=$(figure old "$page" cpu-ms "$middle")
	# shellcheck disable=SC2059
	printf "$line" "$page" "$(figure new "$page" p50-ms "$middle")" "$(figure new "$page" kB 1)" \
		"$least" "${oldleast:--}" "$most" "${oldmost:--}" "$(ratio "$least" "$oldleast")" "$(ratio "$most" "$oldmost")"
done
