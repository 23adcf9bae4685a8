#!/usr/bin/env bash
# Runs every test with a RabbitMQ and a PostgreSQL of its own, on the embedded engine and on Orleans. See docs/running.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run/test
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"
. "$ROOT/scripts/lib/trx.sh"
. "$ROOT/scripts/lib/sweep.sh"

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--engine embedded|orleans|both]

Without --engine: on the embedded engine, and on Orleans too where its packages can be restored. An engine that is asked for must be had.
The last line is "N passed, N failed, N skipped"; the exit code is 0 when nothing failed and something ran.
ConnectionStrings__RabbitMq and ConnectionStrings__Postgres (both) name servers to use instead of private ones.
TEXT
}

asked=''
while [ $# -gt 0 ]; do
  case $1 in
    --engine) asked=${2:-}; shift $(($# > 1 ? 2 : 1)) ;;
    --engine=*) asked=${1#*=}; shift ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; asked=wrong; break ;;
  esac
done

total_passed=0 total_failed=0 total_skipped=0
summary='' broken=no owned=no servers_job='' engine_before='' test_limit=1200

# Whatever happens, the servers go and the last line is the sum.
on_exit() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  stop_progress
  if [ -n "$servers_job" ]; then kill -TERM "$servers_job" 2>/dev/null; wait "$servers_job" 2>/dev/null; fi
  # Another test.sh of this clone keeps what is its own.
  if [ "$owned" = yes ]; then sweep "$RUN"; fi
  if [ -n "$summary" ]; then printf '\n%s' "$summary"; fi
  if [ "$broken" = yes ] || [ "$total_failed" -gt 0 ] || [ "$total_passed" = 0 ]; then [ "$status" != 0 ] || status=1; fi
  printf '%s passed, %s failed, %s skipped\n' "$total_passed" "$total_failed" "$total_skipped"
  exit "$status"
}
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

trouble() { broken=yes; summary+="$1"$'\n'; }

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

said_by() { # PROJECT PROPERTY
  sed -n "s:.*<$2>\(.*\)</$2>.*:\1:p" "$ROOT/tests/$1/$1.csproj"
}

# A project may say why it has no tests on an engine.
why_nothing() { # ENGINE PROJECT
  local said
  said=$(said_by "$2" "NothingOn$1")
  printf '%s\n' "${said:-it has no tests}"
}

# A project may say why one engine is enough for it.
run_unless_seen() { # ENGINE PROJECT
  local why
  why=$(said_by "$2" OneEngineIsEnough)
  if [ -n "$why" ] && [ -n "$engine_before" ]; then
    summary+="  not run again ($1): $2: $why; see $engine_before"$'\n'
  else
    run_assembly "$1" "$2"
  fi
}

# run_assembly ENGINE PROJECT: one assembly after the other, since the tests of one already use every core.
run_assembly() {
  local engine=$1 name=$2 results dll log trx passed failed skipped status=0 began=$SECONDS
  results=$ROOT/artifacts/${engine,,}/test-results
  dll=$ROOT/artifacts/${engine,,}/bin/$name/release/OrleansOrders.$name.dll
  trx=$results/$name.trx
  log=$results/$name.log
  if [ ! -f "$dll" ]; then
    trouble "$engine: $name was not built, although the solution was: is it in OrleansOrders.sln?"
    return
  fi
  with_progress "$name on $engine" "$log" timeout -k 30 "$test_limit" \
    dotnet test "$dll" --logger "trx;LogFileName=$trx" --logger 'console;verbosity=normal' --results-directory "$results" || status=$?
  passed=0 failed=0 skipped=0
  if [ -f "$trx" ]; then read -r passed failed skipped < <(trx_counts "$trx"); fi
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    # The process of the tests crashed, hung or never began: no single test says so, hence one failure.
    failed=1
    last_lines "$log" 15
    case $status in
      124|137) summary+="  failed ($engine): $name did not end within $test_limit s"$'\n' ;;
      *) summary+="  failed ($engine): $name ended with code $status and no failed test (log: $log)"$'\n' ;;
    esac
  elif [ "$((passed + failed + skipped))" = 0 ]; then
    summary+="  nothing to run ($engine): $name: $(why_nothing "$engine" "$name")"$'\n'
  fi
  say "$(printf '%-9s %-20s %4d passed, %d failed, %d skipped (%d s)' "$engine" "$name" "$passed" "$failed" "$skipped" $((SECONDS - began)))"
  if [ "$failed" != 0 ]; then awk '/^ *(Passed|Skipped) / { on = 0 } /^ *Failed / { on = 1 } on' "$log" | head -n 300 >&2; fi
  if [ -f "$trx" ]; then
    summary+=$(trx_tests "$trx" Failed | sed "s/^/  failed ($engine): /")
    [ "$failed" = 0 ] || summary+=$'\n'
    summary+=$(trx_tests "$trx" NotExecuted | sed "s/^/  skipped ($engine): /")
    [ "$skipped" = 0 ] || summary+=$'\n'
  fi
  engine_passed=$((engine_passed + passed)) engine_failed=$((engine_failed + failed)) engine_skipped=$((engine_skipped + skipped))
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed)) total_skipped=$((total_skipped + skipped))
}

run_engine() {
  local engine=$1 project engine_passed=0 engine_failed=0 engine_skipped=0
  rm -rf "$ROOT/artifacts/${engine,,}/test-results"
  mkdir -p "$ROOT/artifacts/${engine,,}/test-results"
  if ! build OrleansOrders.sln "$engine" "$RUN/build-${engine,,}.log"; then
    trouble "$engine: not run, the build failed (log: $RUN/build-${engine,,}.log)."
    return
  fi
  await_servers
  for project in $(test_projects); do run_unless_seen "$engine" "$(basename "$project" .csproj)"; done
  engine_before=$engine
  summary+="$engine: $engine_passed passed, $engine_failed failed, $engine_skipped skipped."$'\n'
}

case $asked in
  wrong) exit 2 ;;
  ''|embedded|orleans|both) ;;
  *) fail "--engine is embedded, orleans or both, not '$asked'" ;;
esac
umask 022
mkdir -p "$RUN"
exec 8>"$ROOT/.run/test.lock"
flock -n 8 || fail "another ./test.sh is running in this clone"
owned=yes
find_sdk
sweep "$RUN"
export ORLEANS_ORDERS_RUN_DIR=$RUN
start_servers

orleans_why_not=''
if [ "$asked" != embedded ]; then
  say "Looking for the Orleans packages …"
  if restores OrleansOrders.sln Orleans "$RUN/restore-orleans.log"; then remember_engine Orleans
  else
    orleans_why_not=$(why_not_restored "$RUN/restore-orleans.log")
    remember_engine Embedded
    say "Orleans cannot be restored: $orleans_why_not"
  fi
fi
if [ "$asked" != orleans ]; then run_engine Embedded; fi
case $asked in
  embedded) summary+="Orleans: not run, only the embedded engine was asked for."$'\n' ;;
  orleans) summary+="Embedded: not run, only Orleans was asked for."$'\n' ;;
esac
if [ "$asked" != embedded ]; then
  if [ -z "$orleans_why_not" ]; then run_engine Orleans
  elif [ -z "$asked" ]; then summary+="Orleans: not run, its packages could not be restored: $orleans_why_not"$'\n'
  else trouble "Orleans: not run although asked for, its packages could not be restored: $orleans_why_not"
  fi
fi
