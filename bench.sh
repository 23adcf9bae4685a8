#!/usr/bin/env bash
# Compares the system with the floor, on a private RabbitMQ and PostgreSQL. See docs/performance.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run/bench
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"
. "$ROOT/scripts/lib/sweep.sh"

usage() {
  cat <<'TEXT'
Usage: ./bench.sh [--quick|--growth|--backlog|--waiting|--soak|--cluster] [-- OPTION...]

Without an option: the standard series, about half an hour.
--quick: under six minutes; the last line is one line of JSON.
--growth: five million orders compared with almost none: rate, lists, start; a quarter of an hour and 25 GB of disk.
--backlog: 200,000 waiting orders; some minutes.
--waiting: a reserve while few orders, and while 100,000 orders, wait for their payment; some minutes.
--soak: half an hour at full rate: memory and rate, minute by minute.
--cluster: one process compared with two and three; some minutes.
All but --quick print tables and keep them in bench/results.
Options after -- change a series, for example -- --rounds 5 --seconds 8; -- --help lists them.
The exit code is 0 if the auditor found no violation and no order was lost.
ConnectionStrings__RabbitMq and ConnectionStrings__Postgres (both) name servers to use instead of private ones.
TEXT
}

series=standard
while [ $# -gt 0 ]; do
  case $1 in
    --quick|--growth|--backlog|--waiting|--soak|--cluster) series=${1#--} ;;
    --) shift; break ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; fail "unknown option '$1'" ;;
  esac
  shift
done

servers_job='' measuring=''
on_exit() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  stop_progress
  if [ -n "$measuring" ]; then kill -TERM "$measuring" 2>/dev/null; wait "$measuring" 2>/dev/null; fi
  if [ -n "$servers_job" ]; then kill -TERM "$servers_job" 2>/dev/null; wait "$servers_job" 2>/dev/null; fi
  sweep "$RUN"
  exit "$status"
}

private=yes
if [ -n "${ConnectionStrings__Postgres:-}" ] && [ -n "${ConnectionStrings__RabbitMq:-}" ]; then private=no; fi
umask 022
mkdir -p "$RUN"
exec 8>"$ROOT/.run/bench.lock"
flock -n 8 || fail "another ./bench.sh is running in this clone"
find_sdk
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
sweep "$RUN"
export ORLEANS_ORDERS_RUN_DIR=$RUN
if [ "$private" = yes ]; then
  "$ROOT/scripts/servers.sh" start "$RUN" 8>&- &
  servers_job=$!
fi

build bench/Bench/Bench.csproj "$RUN/build.log" || exit 1
if [ "$private" = yes ]; then
  job=$servers_job
  servers_job=''
  wait "$job" || fail "RabbitMQ and PostgreSQL could not be started"
  while IFS= read -r line; do export "${line?}"; done < <("$ROOT/scripts/servers.sh" env "$RUN")
fi

commit=$(git -C "$ROOT" describe --always --dirty --abbrev=10 2>/dev/null || printf 'unknown')
dotnet "$(built_dll Bench)" "$series" --commit "$commit" "$@" 8>&- &
measuring=$!
wait "$measuring"
status=$?
measuring=''
exit "$status"
