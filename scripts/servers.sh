#!/usr/bin/env bash
# Private PostgreSQL and RabbitMQ in one folder: on free loopback ports, with random passwords, nothing shared with other instances. As containers if
# a Docker engine answers, else from installed binaries, else from Debian's packages.
set -uo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/servers.sh COMMAND DIR [--only postgres|rabbitmq] [--no-install]

  start    starts the servers that are not running, with the data and ports of an earlier start
  stop     stops gracefully; nothing is left running
  kill     SIGKILL, like a crash; data and ports stay
  status   prints what runs and where; exit code 0 if all servers run
  env      prints ConnectionStrings__RabbitMq, RABBITMQ_MANAGEMENT_URL and ConnectionStrings__Postgres as NAME=value lines
  wipe     stops, then deletes data, ports and passwords
  pause    pauses the processes; resume continues them
  slow     delays each write to the disk; fast ends that
  fill     the disk is full; free ends that
  squeeze  RabbitMQ reaches its memory limit; relieve ends that
  promote  makes a standby PostgreSQL the primary
  check    checks that the servers can be started; exit code 0 if they can

A missing server is installed with apt-get if possible, unless --no-install is given. SERVERS_FROM=docker|binaries
selects the source for a new folder; a folder keeps its source. POSTGRES_DISK_MB=N puts the data of a new PostgreSQL on a separate
disk of N MB in memory: 'fill' needs that, and only root can do it. POSTGRES_STANDBY_OF=DIR makes a new PostgreSQL a standby of the running
one in DIR; not for containers.
TEXT
}

command=${1:-}
case $command in
  start|stop|kill|status|env|wipe|check|pause|resume|slow|fast|fill|free|squeeze|relieve|promote) ;;
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
  check) ;;
  *)
    if [ ! -d "$STATE" ]; then
      case $command in status|env) say "nothing was started in $STATE"; exit 1 ;; *) exit 0 ;; esac
    fi ;;
esac
if [ -d "$STATE" ]; then STATE=$(cd "$STATE" && pwd -P); fi
. "$here/lib/packages.sh"
. "$here/lib/postgres.sh"
. "$here/lib/rabbitmq.sh"
. "$here/lib/choice.sh"
. "$here/lib/faults.sh"

# Only one command at a time changes a folder.
lock() {
  exec 9>"$STATE/lock"
  flock -w 300 9 || fail "another scripts/servers.sh has been at work in $STATE for five minutes"
}

missing() {
  local server
  for server in $servers; do "${server}_installed" || printf '%s\n' "$server"; done
}

can_install() { [ "$may_install" = yes ] && may_install; }

install_missing() {
  local server packages=()
  for server in $(missing); do packages+=("$("${server}_packages")"); done
  [ ${#packages[@]} -gt 0 ] || return 0
  can_install || { how_to_get; fail "not installed: $(missing | paste -sd' ' -)"; }
  install_packages "${packages[@]}"
}

check() {
  [ -z "$(missing)" ] || can_install || { how_to_get; fail "not installed: $(missing | paste -sd' ' -)"; }
}

each_at_once() { # SUFFIX: each server in its own process, all awaited
  local server jobs=() status=0 job
  for server in $servers; do "${server}_$1" 9>&- & jobs+=("$!"); done
  for job in "${jobs[@]}"; do wait "$job" || status=1; done
  return "$status"
}

each() { # FUNCTION: for each server, until one fails
  local server
  for server in $servers; do "$1" "$server" || return 1; done
}

start() {
  lock
  choose_and_record
  (install_missing) || exit 1
  local server started=''
  for server in $servers; do "${server}_is_up" || started="$started $server"; done
  [ -n "$started" ] || return 0
  servers=$started
  # A start in progress is completed first, since only then is it known what to stop.
  trap 'wait; each_at_once stop; exit 130' INT TERM
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

wipe() {
  each_at_once stop && each_at_once wipe || return 1
  # The source of the other server still counts.
  if [ ! -e "$STATE/postgres.settings" ] && [ ! -e "$STATE/rabbitmq.settings" ]; then rm -f "$STATE/from"; fi
}

print_env() {
  local server
  for server in $servers; do
    "${server}_env" || { say "$server was not started in $STATE"; return 1; }
  done
}

case $command in
  start) start ;;
  check) choose; check ;;
  stop) lock; choose; each_at_once stop ;;
  kill) lock; choose; each_at_once kill ;;
  wipe) lock; choose; wipe ;;
  pause|resume|slow|fast|fill|free|squeeze|relieve) lock; choose; each "${command}_server" ;;
  promote) lock; choose; promote ;;
  status) choose; status ;;
  env) print_env ;;
esac
