#!/usr/bin/env bash
# A short run of every fuzz target (clang, address and undefined-behaviour sanitizers).
#   tests/fuzz/smoke.sh             a fixed number of inputs from a fixed seed, so that the same code gives the same verdict
#   tests/fuzz/smoke.sh SECONDS     explores: new inputs at every call, SECONDS for each target
# Seeds: tests/fuzz/seeds, every rule file of tests/golden, rules and examples. Crashes are kept in build/fuzz/crashes.
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-}
build=${TEPAT_FUZZ_BUILD:-build/fuzz}

if ! command -v clang++-14 >/dev/null; then
  echo "no clang++-14: scripts/setup installs it" >&2
  exit 1
fi

mkdir -p "$build"
cmake --preset fuzz -B "$build" >"$build/configure.log" 2>&1 || { cat "$build/configure.log"; exit 1; }
cmake --build "$build" --target fuzz_parse_check fuzz_evaluate fuzz_import fuzz_workbook fuzz_snapshot || exit 1

corpus=$build/corpus
crashes=$build/crashes
mkdir -p "$corpus"/{parse_check,evaluate,import,workbook,snapshot} "$crashes"
cp tests/fuzz/seeds/import/* "$corpus/import/"
cp tests/fuzz/seeds/workbook/* "$corpus/workbook/"
/usr/bin/python3 tests/fuzz/snapshot_seeds.py "$corpus/snapshot"
find tests/golden tests/fuzz/seeds rules examples docs -name '*.aturan' 2>/dev/null | while read -r file; do
  cp "$file" "$corpus/parse_check/$(tr / _ <<<"$file")"
done
for n in 1 2 3 4 5 6 7 8; do printf '%b' "\\x0$n\\x00\\x00\\x00\\x0$n\\x00\\x00\\x00" >"$corpus/evaluate/seed$n"; done

declare -A runs=([parse_check]=500 [evaluate]=80 [import]=3000 [workbook]=3000 [snapshot]=20000)
declare -A longest=([parse_check]=20 [evaluate]=20 [import]=20 [workbook]=20 [snapshot]=20)

status=0
for target in parse_check evaluate import workbook snapshot; do
  if [ -n "$seconds" ]; then extent=(-max_total_time="$seconds"); else extent=(-runs="${runs[$target]}" -seed=1); fi
  echo "-- fuzz_$target ${extent[*]}"
  log=$build/fuzz_$target.log
  if "$build/tests/fuzz_$target" "${extent[@]}" -timeout="${longest[$target]}" -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
      -artifact_prefix="$crashes/$target-" "$corpus/$target" >"$log" 2>&1; then
    grep -E 'number_of_executed_units' "$log"
  else
    tail -n 60 "$log"
    echo "fuzz_$target found something: see $crashes"
    status=1
  fi
done
exit $status
