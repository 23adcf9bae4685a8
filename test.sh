#!/usr/bin/env bash
# Runs every test with a private RabbitMQ and PostgreSQL. See docs/running.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run/test
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"
. "$ROOT/scripts/lib/trx.sh"
. "$ROOT/scripts/lib/sweep.sh"

# The tests start hundreds of processes for seconds each: code that is optimised for a long life would take most of the processors (docs/performance.md, "The first seconds").
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=100

usage() {
  cat <<'TEXT'
Usage: ./test.sh

The last line is "N passed, N failed, N skipped"; the exit code is 0 if nothing failed and at least one test ran.
ConnectionStrings__RabbitMq and ConnectionStrings__Postgres (both) name servers to use instead of private ones.
TEXT
}

case ${1:-} in -h|--help) usage; exit 0 ;; esac

total_passed=0 total_failed=0 total_skipped=0
summary='' times='' broken=no owned=no servers_job='' test_limit=1200
# Running suites: their process (the leader of its process group) and start time. Completed suites: their exit code and duration.
declare -A running=() began=() codes=() seconds=()

# In every case the servers are stopped and the last line is the sum.
on_exit() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  stop_progress
  for pid in ${running[@]+"${running[@]}"}; do kill -TERM -- "-$pid" 2>/dev/null; done
  if [ -n "$servers_job" ]; then kill -TERM "$servers_job" 2>/dev/null; wait "$servers_job" 2>/dev/null; fi
  # The processes of another test.sh of this clone are not touched.
  if [ "$owned" = yes ]; then sweep "$RUN"; fi
  if [ -n "$summary$times" ]; then printf '\n%s%s' "$summary" "$times"; fi
  if [ "$broken" = yes ] || [ "$total_failed" -gt 0 ] || [ "$total_passed" = 0 ]; then [ "$status" != 0 ] || status=1; fi
  printf '%s passed, %s failed, %s skipped\n' "$total_passed" "$total_failed" "$total_skipped"
  exit "$status"
}
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

trouble() { broken=yes; summary+="$1"$'\n'; }

took() { times+=$(printf '  %-20s %5d s' "$1" "$2")$'\n'; } # WHAT SECONDS

start_servers() {
  if [ -n "${ConnectionStrings__Postgres:-}" ] && [ -n "${ConnectionStrings__RabbitMq:-}" ]; then
    say "Using the servers given by connection strings."
    return
  fi
  unset ConnectionStrings__Postgres ConnectionStrings__RabbitMq RABBITMQ_MANAGEMENT_URL
  "$ROOT/scripts/servers.sh" start "$RUN" 8>&- &
  servers_job=$!
}

await_servers() {
  local line job=$servers_job
  if [ -z "$job" ]; then return; fi
  servers_job=''
  if wait "$job"; then
    while IFS= read -r line; do export "${line?}"; done < <("$ROOT/scripts/servers.sh" env "$RUN")
  else
    export ORLEANS_ORDERS_NO_SERVERS='test.sh could not start them'
    trouble "RabbitMQ and PostgreSQL could not be started: the tests that need them were skipped, and this run counts as failed."
  fi
}

test_projects() { grep -l '<IsTestProject>true' "$ROOT"/tests/*/*.csproj; }

start_suite() {
  local name=$1
  setsid timeout -k 30 "$test_limit" dotnet test "$(built_dll "$name")" --logger "trx;LogFileName=$results/$name.trx" \
    --logger 'console;verbosity=normal' --results-directory "$results" </dev/null >"$results/$name.log" 2>&1 8>&- &
  running[$name]=$! began[$name]=$SECONDS
}

# Records the suites that have ended.
collect_suites() {
  local name
  for name in "${!running[@]}"; do
    if kill -0 "${running[$name]}" 2>/dev/null; then continue; fi
    codes[$name]=0
    wait "${running[$name]}" || codes[$name]=$?
    seconds[$name]=$((SECONDS - began[$name]))
    unset "running[$name]"
    say "$name ended after ${seconds[$name]} s."
  done
}

# longest_first NAME…: the longest suites begin first, so that none runs alone at the end.
longest_first() {
  printf '%s\n' "$@" | grep -E '^(Silo|System)\.'
  printf '%s\n' "$@" | grep -vE '^(Silo|System)\.' | sort -r
}

# run_suites NAME…: two at a time, since tests wait for much of their time.
run_suites() {
  local shown=$SECONDS name
  while [ $# -gt 0 ] || [ ${#running[@]} -gt 0 ]; do
    if [ $# -gt 0 ] && [ ${#running[@]} -lt 2 ]; then start_suite "$1"; shift; continue; fi
    sleep 0.1
    collect_suites
    if [ $((SECONDS - shown)) -ge 10 ]; then
      shown=$SECONDS
      for name in "${!running[@]}"; do
        say "  … $name: $((SECONDS - began[$name])) s; $(tail -n 1 "$results/$name.log" | sed 's/^ *//' | cut -c1-100)"
      done
    fi
  done
}

report_suite() {
  local name=$1 status=${codes[$1]} trx=$results/$1.trx log=$results/$1.log passed=0 failed=0 skipped=0
  if [ -f "$trx" ]; then read -r passed failed skipped < <(trx_counts "$trx"); fi
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    # The test process crashed, hung or never began, and no test reports it: one failure.
    failed=1
    last_lines "$log" 15
    case $status in
      124|137) summary+="  failed: $name did not end within $test_limit s"$'\n' ;;
      *) summary+="  failed: $name ended with code $status and no failed test (log: $log)"$'\n' ;;
    esac
  elif [ "$((passed + failed + skipped))" = 0 ]; then
    trouble "  failed: $name has no tests"
  fi
  say "$(printf '%-20s %4d passed, %d failed, %d skipped (%d s)' "$name" "$passed" "$failed" "$skipped" "${seconds[$name]}")"
  took "$name" "${seconds[$name]}"
  if [ "$failed" != 0 ]; then awk '/^ *(Passed|Skipped) / { on = 0 } /^ *Failed / { on = 1 } on' "$log" | head -n 300 >&2; fi
  if [ -f "$trx" ]; then
    summary+=$(trx_tests "$trx" Failed | sed "s/^/  failed: /")
    [ "$failed" = 0 ] || summary+=$'\n'
    summary+=$(trx_tests "$trx" NotExecuted | sed "s/^/  skipped: /")
    [ "$skipped" = 0 ] || summary+=$'\n'
  fi
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed)) total_skipped=$((total_skipped + skipped))
}

if [ $# -gt 0 ]; then usage >&2; fail "unknown option '$1'"; fi
umask 022
mkdir -p "$RUN"
exec 8>"$ROOT/.run/test.lock"
flock -n 8 || fail "another ./test.sh is running in this clone"
owned=yes
find_sdk
sweep "$RUN"
export ORLEANS_ORDERS_RUN_DIR=$RUN
start_servers

if build OrleansOrders.sln "$RUN/build.log"; then
  took 'restore and build' "$SECONDS"
  await_servers
  results=$ROOT/artifacts/test-results
  rm -rf "$results"
  mkdir -p "$results"
  suites=()
  for project in $(test_projects); do
    name=$(basename "$project" .csproj)
    if [ -f "$(built_dll "$name")" ]; then suites+=("$name"); else trouble "$name was not built, although the solution was: is it in OrleansOrders.sln?"; fi
  done
  run_suites $(longest_first "${suites[@]}")
  for name in "${suites[@]}"; do report_suite "$name"; done
  took 'all of it' "$SECONDS"
else
  trouble "Nothing was run: the build failed (log: $RUN/build.log)."
fi
