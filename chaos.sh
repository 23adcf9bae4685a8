#!/usr/bin/env bash
# The real system with servers of its own under load and random faults, or its parsers under random inputs. See docs/chaos.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run/chaos
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"
. "$ROOT/scripts/lib/sweep.sh"
. "$ROOT/scripts/lib/packages.sh"

usage() {
  cat <<'TEXT'
Usage: ./chaos.sh [OPTIONS]              load and faults, then the question whether everything that clients were told is true
       ./chaos.sh --hostile [OPTIONS]    load and hostile traffic, alarms and clock steps, then the same question, and whether memory is flat
       ./chaos.sh --fuzz N [OPTIONS]     N inputs for the parsers, and some of them over HTTP and over the broker

  --minutes N                  how long faults come (default 5)
  --seed N                     decides faults and orders, or inputs (default: another each time; it is printed)
  --first N                    the first input of --fuzz (default 0), to see a single one again
  -h, --help

The last line of a run is "N lost, N doubled, N unexpected, N violations"; of --fuzz, "N inputs, N over HTTP, N over the broker, N failures".
The exit code is 0 when all of that is 0.
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

# The program ends what it has started; what it could not end, because it was killed itself, goes here.
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
# Installed now if need be: later it would be in the way.
if ! "$ROOT/scripts/servers.sh" check "$RUN/none" --no-install >/dev/null 2>&1; then
  "$ROOT/scripts/servers.sh" start "$RUN/private_first" 8>&- && "$ROOT/scripts/servers.sh" wipe "$RUN/private_first" 8>&- || exit 1
fi
# Changes the clock of one process. Without it everything else comes, and the end says what did not.
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
