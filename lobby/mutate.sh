#!/usr/bin/env bash
# Plants small faults in the lobby and in the stores and lists those that no test
# notices. All of a sample are in one build, and the tests that reach a fault are run
# with that one on, the quickest first, four runs at a time. The same seed plants the
# same faults. It takes half an hour, and is not part of the gate:
#
#	nice lobby/mutate.sh            # 200 of the lobby, 50 of the contract, 50 of the store in memory
#	nice lobby/mutate.sh 20 7       # a tenth of it, of another seed
set -uo pipefail
cd "$(dirname "$0")/.."
n=${1:-200} seed=${2:-1} failed=0
mutate=$(mktemp -d)/mutate
trap 'rm -rf "$(dirname "$mutate")"' EXIT
go build -o "$mutate" ./lobby/internal/mutate || exit 2
"$mutate" -p 4 -seed "$seed" -n "$n" -dir lobby -tests ./lobby || failed=1
"$mutate" -p 4 -seed "$seed" -n "$((n / 4))" -dir store -tests ./store,./store/memory,./lobby || failed=1
"$mutate" -p 4 -seed "$seed" -n "$((n / 4))" -dir store/memory -tests ./store/memory,./lobby || failed=1
exit $failed
