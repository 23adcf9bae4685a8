#!/usr/bin/env bash
# Runs the real system with private servers under load and random faults, or its parsers with random inputs. See docs/chaos.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run/chaos
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"
. "$ROOT/scripts/lib/sweep.sh"
. "$ROOT/scripts/lib/packages.sh"

usage() {
  cat <<'TEXT'
Usage: ./chaos.sh [OPTIONS]              load and faults, then a check of every reply that clients received
       ./chaos.sh --hostile [OPTIONS]    load, hostile traffic, alarms and clock steps, then the same check, and a check of memory
       ./chaos.sh --fuzz N [OPTIONS]     N inputs for the parsers, some of them also over HTTP and over the broker

  --minutes N                  duration of the faults (default 5)
  --seed N                     determines faults and orders, or inputs (default: a new one, which is printed)
  --first N                    index of the first input of --fuzz (default 0), to repeat a single one
  -h, --help

The last line of a run is "N lost, N doubled, N unexpected, N violations"; of --fuzz, "N inputs, N over HTTP, N over the broker, N failures".
The exit code is 0 if all of these counts except the inputs are 0.
TEXT
}

arguments=() hostile=no
while [ $# -gt 0 ]; do
  case $1 in
    --minutes|--seed|--first|--fuzz)
      whole_number "$@"
      arguments+=("$1" "$2")
      shift ;;
    --minutes=*|--seed=*|--first=*|--fuzz=*)
      whole_number "${1%%=*}" "${1#*=}"
      arguments+=("$1") ;;
    --hostile)
      hostile=yes
      arguments+=("$1") ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; fail "unknown option '$1'" ;;
  esac
  shift
done

# The program stops the processes that it started. If it was killed, they are stopped here.
on_exit() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  stop_progress
  if [ -n "${program:-}" ]; then
    kill -TERM "$program" 2>/dev/null
    wait_gone "$program" OrleansOrders.Chaos.dll 120 || kill -KILL "$program" 2>/dev/null
  fi
  sweep "$RUN"
  exit "$status"
}

umask 022
mkdir -p "$RUN"
exec 8>"$ROOT/.run/chaos.lock"
flock -n 8 || fail "another ./chaos.sh is running in this clone"
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
find_sdk
sweep "$RUN"
"$ROOT/scripts/servers.sh" check "$RUN/none" >/dev/null || exit 1
# Installed now if necessary, so that it does not disturb the run.
if ! "$ROOT/scripts/servers.sh" check "$RUN/none" --no-install >/dev/null 2>&1; then
  "$ROOT/scripts/servers.sh" start "$RUN/private_first" 8>&- && "$ROOT/scripts/servers.sh" wipe "$RUN/private_first" 8>&- || exit 1
fi
# Changes the clock of one process. Without it the run stages everything else and names the omitted faults at its end.
faketime_library() { ls /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib/faketime/libfaketimeMT.so.1 2>/dev/null | head -n 1; }
if [ "$hostile" = yes ] && [ -z "$(faketime_library)" ] && may_install; then (STATE=$RUN; install_packages libfaketime); fi
build tests/Chaos/Chaos.csproj "$RUN/build.log" || exit 1
export ORLEANS_ORDERS_RUN_DIR=$RUN
dotnet "$(built_dll Chaos)" ${arguments[@]+"${arguments[@]}"} 8>&- &
program=$!
wait "$program"
status=$?
program=''
exit "$status"
