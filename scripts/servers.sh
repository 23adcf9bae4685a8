#!/usr/bin/env bash
# Private PostgreSQL and RabbitMQ in one folder: on free loopback ports, with random passwords, nothing shared with other instances.
set -uo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/servers.sh COMMAND DIR [--only postgres|rabbitmq] [--no-install]

  start    starts what does not run yet; data and ports of an earlier start are used again
  stop     stops in good order; nothing is left running
  kill     SIGKILL, as a crash would; data and ports stay
  status   says what runs and where; exit code 0 when all of it runs
  env      prints ConnectionStrings__RabbitMq, RABBITMQ_MANAGEMENT_URL and ConnectionStrings__Postgres as NAME=value lines
  wipe     stops, then deletes data, ports and passwords

A server that is missing is installed with apt-get where that is possible, unless --no-install is given.
TEXT
}

command=${1:-}
case $command in
  start|stop|kill|status|env|wipe) ;;
  -h|--help|help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
STATE=${2:-}
case $STATE in ''|-*) usage >&2; exit 2 ;; esac
shift 2
servers='postgres rabbitmq'
may_install=yes
while [ $# -gt 0 ]; do
  case $1 in
    --only)
      case ${2:-} in postgres|rabbitmq) servers=$2 ;; *) usage >&2; exit 2 ;; esac
      shift 2 ;;
    --no-install) may_install=no; shift ;;
    *) usage >&2; exit 2 ;;
  esac
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/common.sh"
case $command in
  start) (umask 022; mkdir -p "$STATE") || fail "cannot create $STATE" ;;
  *)
    if [ ! -d "$STATE" ]; then
      case $command in status|env) say "nothing was ever started in $STATE"; exit 1 ;; *) exit 0 ;; esac
    fi ;;
esac
STATE=$(cd "$STATE" && pwd -P)
. "$here/lib/packages.sh"
. "$here/lib/postgres.sh"
. "$here/lib/rabbitmq.sh"

# One command at a time changes a folder.
lock() {
  exec 9>"$STATE/lock"
  flock -w 300 9 || fail "another scripts/servers.sh has been at work in $STATE for five minutes"
}

install_missing() {
  local server missing='' packages=()
  for server in $servers; do
    if ! "${server}_installed"; then missing="$missing $server"; packages+=("$("${server}_packages")"); fi
  done
  [ -n "$missing" ] || return 0
  if [ "$may_install" = no ] || ! may_install; then
    how_to_get
    fail "not installed:$missing"
  fi
  install_packages "${packages[@]}"
}

each_at_once() { # SUFFIX: each server in a process of its own, all awaited
  local server jobs=() status=0 job
  for server in $servers; do "${server}_$1" & jobs+=("$!"); done
  for job in "${jobs[@]}"; do wait "$job" || status=1; done
  return "$status"
}

start() {
  lock
  install_missing
  local server started=''
  for server in $servers; do "${server}_is_up" || started="$started $server"; done
  [ -n "$started" ] || return 0
  servers=$started
  trap 'each_at_once stop; exit 130' INT TERM
  if ! each_at_once start; then each_at_once stop; exit 1; fi
}

status() {
  local server down=0
  for server in $servers; do
    if "${server}_is_up"; then printf '%s: running on %s, log %s\n' "$server" "$("${server}_address")" "$("${server}_log")"
    else printf '%s: not running\n' "$server"; down=1
    fi
  done
  return "$down"
}

print_env() {
  local server
  for server in $servers; do
    "${server}_env" || { say "$server was never started in $STATE"; return 1; }
  done
}

case $command in
  start) start ;;
  stop) lock; each_at_once stop ;;
  kill) lock; each_at_once kill ;;
  wipe) lock; each_at_once stop && each_at_once wipe ;;
  status) status ;;
  env) print_env ;;
esac
