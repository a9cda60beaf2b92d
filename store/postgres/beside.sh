#!/usr/bin/env bash
# Measures this build beside an older one on PostgreSQL, in turns on one server: a
# review beside 2,000 cases that wait, the same a millisecond away, and fifty officers
# at what comes in.
#
#	store/postgres/beside.sh [-clients 1000000] [-rounds 3] [-times 2000x] [-bench Review] [-build 609f52f] [-keep DIR]
#	store/postgres/beside.sh -build HEAD -this -beside.relaxed [...]
#
# The second measures Options.RelaxedReadings beside the same build without it.
#
# It checks the older build out into a folder that it removes again, and prints the
# median of the rounds for each, and how many times as much the older one takes. A
# register of a million takes minutes to bring in; -keep keeps the server's files.
set -euo pipefail
clients=200000 rounds=3 times=2000x build=609f52f bench='Review$' keep='' more='' this=''
while [ $# -gt 1 ]; do
	case $1 in
	-clients) clients=$2 ;; -rounds) rounds=$2 ;; -times) times=$2 ;; -build) build=$2 ;;
	-bench) bench=$2 ;; -keep) keep=$2 ;; -flags) more=$2 ;; -this) this=$2 ;;
	*) echo "unknown: $1" >&2; exit 2 ;;
	esac
	shift 2
done
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb | tail -1)")
tmp=$(mktemp -d)
data=${keep:-$tmp}/data
server=
stop() {
	[ -z "$server" ] || { kill -INT "$server" && wait "$server" || true; }
	git -C "$here" worktree remove --force "$tmp/old" >/dev/null 2>&1 || true
	rm -rf "$tmp"
}
trap stop EXIT
as=(); [ "$(id -u)" != 0 ] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
mkdir -p "$data"
mkdir "$tmp/socket"
if [ "$(id -u)" = 0 ]; then chmod 711 "$tmp"; chown 65534:65534 "$data" "$tmp/socket"; fi
chmod 700 "$data"
[ -e "$data/PG_VERSION" ] || "${as[@]}" "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --no-locale --no-sync >/dev/null
"${as[@]}" "$bin/postgres" -D "$data" -k "$tmp/socket" -c listen_addresses= -c shared_buffers=4GB -c max_wal_size=8GB \
	-c maintenance_work_mem=512MB -c jit=off -c max_connections=200 >"$tmp/log" 2>&1 &
server=$!
psql=(psql -qX -h "$tmp/socket" -U postgres)
until "${psql[@]}" -c '' >/dev/null 2>&1; do sleep .1; kill -0 "$server" || { cat "$tmp/log"; exit 1; }; done
git -C "$here" worktree add -q --detach "$tmp/old" "$build"
cp "$here/store/postgres/beside_test.go" "$tmp/old/store/postgres/"
[ -e "$tmp/old/store/postgres/beside_names_test.go" ] || cat >"$tmp/old/store/postgres/beside_names_test.go" <<'OLD'
package postgres_test

import (
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/postgres"
)

func besideOptions() *postgres.Options { return register.o }

func asked(p matching.Person) []matching.Key { return register.uk.Keys(p) }
OLD
(cd "$here/store/postgres" && go test -c -o "$tmp/new.test" .)
(cd "$tmp/old/store/postgres" && go test -c -o "$tmp/old.test" .)
run() {
	local name=$1
	shift
	"$tmp/$name.test" -test.run '^$' -test.bench "$bench" -test.benchtime "$times" -test.timeout 2h "$@" $more -register.size "$clients" \
		-register.url "host=$tmp/socket user=postgres dbname=$name" | sed "s/^/$name /" | tee -a "$tmp/runs"
}
for of in new old; do
	[ -n "$("${psql[@]}" -Atc "SELECT 1 FROM pg_database WHERE datname = '$of'")" ] || "${psql[@]}" -c "CREATE DATABASE $of"
done
for _ in $(seq "$rounds"); do run new $this; run old; done
awk '
	function median(key,   n, i, j, t, v) {
		n = split(seen[key], v, " ")
		for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j-1] + 0; j--) { t = v[j]; v[j] = v[j-1]; v[j-1] = t }
		return v[int((n + 1) / 2)]
	}
	$2 ~ /^Benchmark/ && NF > 3 {
		name = $2; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
		for (i = 4; i < NF; i += 2) {
			if ($(i+1) == "ns/op") continue
			key = name SUBSEP $(i+1)
			if (!(key in known)) { known[key] = 1; order[++keys] = key }
			seen[$1 SUBSEP key] = seen[$1 SUBSEP key] " " $i
		}
	}
	END {
		printf "%-16s %-20s %12s %12s %8s\n", "", "", "this", "older", "times"
		for (i = 1; i <= keys; i++) {
			split(order[i], part, SUBSEP)
			a = median("new" SUBSEP order[i]); b = median("old" SUBSEP order[i])
			printf "%-16s %-20s %12.1f %12.1f %8.2f\n", part[1], part[2], a, b, (a + 0 > 0 ? b / a : 0)
		}
	}' "$tmp/runs"
