#!/usr/bin/env bash
# Starts the whole system on this machine: RabbitMQ, PostgreSQL and the application, in one process or as a cluster. See docs/running.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"
. "$ROOT/scripts/lib/app.sh"
. "$ROOT/scripts/lib/cluster.sh"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [OPTIONS]        starts everything in the foreground; Ctrl-C stops everything, data stays
       ./run.sh --detach         returns when the application is ready, or with an error
       ./run.sh stop | status

  --port N                     HTTP port on 127.0.0.1 (default 5001)
  --roles silo,api,bridge      the roles of the one process (default: all three)
  --silos N --apis N --bridges N   separate processes instead (default of each: 1)
  --fresh                      deletes the data of earlier runs first
  -h, --help

The application runs in the environment Development unless DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT names another one.
ConnectionStrings__RabbitMq (amqp://…) and ConnectionStrings__Postgres (Npgsql) name servers to use instead of private ones.
TEXT
}

refuse() { usage >&2; printf '\n' >&2; fail "$1"; }

action=start detach=no fresh=no port=5001 roles=silo,api,bridge roles_given=no silos='' apis='' bridges=''
# The same precedence as in ASP.NET Core.
environment=${DOTNET_ENVIRONMENT:-${ASPNETCORE_ENVIRONMENT:-Development}}
while [ $# -gt 0 ]; do
  case $1 in
    stop|status) action=$1 ;;
    --detach) detach=yes ;;
    --fresh) fresh=yes ;;
    --port|--roles|--silos|--apis|--bridges)
      [ $# -ge 2 ] || refuse "$1 needs a value"
      set -- "$1=$2" "${@:3}"
      continue ;;
    --port=*) port=${1#*=} ;;
    --roles=*) roles=${1#*=} roles_given=yes ;;
    --silos=*) silos=${1#*=} ;;
    --apis=*) apis=${1#*=} ;;
    --bridges=*) bridges=${1#*=} ;;
    -h|--help) usage; exit 0 ;;
    *) refuse "unknown option '$1'" ;;
  esac
  shift
done
case $port in ''|*[!0-9]*) refuse "--port needs a number, not '$port'" ;; esac
if [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then refuse "--port must be between 1 and 65535, not $port"; fi
case ,$roles, in *,,*) refuse "--roles needs a list such as silo,api,bridge, not '$roles'" ;; esac
for role in ${roles//,/ }; do
  case $role in silo|api|bridge) ;; *) refuse "unknown role '$role': there are silo, api and bridge" ;; esac
done
clustered=no
if [ -n "$silos$apis$bridges" ]; then
  clustered=yes silos=${silos:-1} apis=${apis:-1} bridges=${bridges:-1}
  cluster_check
fi

# The private servers: those without a connection string.
private=''
[ -n "${ConnectionStrings__Postgres:-}" ] || private=postgres
[ -n "${ConnectionStrings__RabbitMq:-}" ] || private="${private:+$private }rabbitmq"
only=()
case $private in postgres|rabbitmq) only=(--only "$private") ;; esac
servers() { "$ROOT/scripts/servers.sh" "$1" "$RUN/servers" ${only[@]+"${only[@]}"} 8>&-; }

stop_everything() {
  trap '' INT TERM HUP
  stop_progress
  app_stop
  if [ -n "${servers_job:-}" ]; then kill -TERM "$servers_job" 2>/dev/null; wait "$servers_job" 2>/dev/null; servers_job=''; fi
  "$ROOT/scripts/servers.sh" stop "$RUN/servers" 8>&-
}

# 'fail' ends the script; everything started until then is stopped.
on_exit() {
  local status=$?
  trap - EXIT
  if [ "${keep:-no}" = no ]; then stop_everything; fi
  exit "$status"
}

prepare_servers() {
  if [ "$fresh" = yes ]; then
    say "Deleting the data of earlier runs …"
    "$ROOT/scripts/servers.sh" wipe "$RUN/servers" 8>&- || fail "the data of earlier runs could not be deleted"
    if [ "$private" != 'postgres rabbitmq' ]; then say "Servers given by connection string keep their data."; fi
  fi
  servers_job=''
  if [ -n "$private" ]; then servers start & servers_job=$!; fi
}

# Ends the script as soon as the start of the servers has failed; it has printed the error.
servers_failed() {
  if [ -n "$servers_job" ] && ! kill -0 "$servers_job" 2>/dev/null; then await_servers; fi
}

# A given broker may still be starting. The wait is limited, because the application itself would wait without a limit.
await_given_broker() {
  case $private in *rabbitmq*) return ;; esac
  local address=${ConnectionStrings__RabbitMq#*://} host port deadline=$((SECONDS + 15))
  address=${address##*@}
  address=${address%%/*}
  host=${address%:*}
  port=5672
  case $address in *:*) port=${address##*:} ;; esac
  case $port in ''|*[!0-9]*) return ;; esac
  until timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null; do
    [ "$SECONDS" -lt "$deadline" ] || fail "RabbitMQ at $host:$port (ConnectionStrings__RabbitMq) cannot be reached"
    sleep 0.5
  done
}

await_servers() {
  local job=$servers_job line
  if [ -z "$job" ]; then return; fi
  wait "$job" || exit 1
  servers_job=''
  while IFS= read -r line; do export "${line?}"; done < <(servers env)
}

prepare_build() {
  local stamp=$ROOT/artifacts/run.stamp progress_check=servers_failed
  if [ -f "$(built_dll Silo)" ] && [ -f "$stamp" ] &&
      [ -z "$(find "$ROOT/src" "$ROOT/build" "$ROOT"/Directory.* "$ROOT/global.json" -newer "$stamp" -print -quit)" ]; then
    return
  fi
  mkdir -p "${stamp%/*}"
  : >"$stamp.new"
  build src/Silo/Silo.csproj "$RUN/build.log" || exit 1
  mv -f "$stamp.new" "$stamp"
}

started_banner() {
  say ""
  if [ "$clustered" = yes ]; then roles="$silos silos, $apis APIs, $bridges bridges"; else roles="roles $roles"; fi
  say "OrleansOrders is ready after $SECONDS s, $roles, environment $environment."
  say ""
  say "  HTTP        http://127.0.0.1:$port    health: /health    description: /openapi/v1.json"
  # Outside Development it is off by default.
  if [ "$(http_status "$port" /dashboard)" != 404 ]; then say "  Dashboard   http://127.0.0.1:$port/dashboard"; fi
  case $private in
    *rabbitmq*) say "  RabbitMQ    127.0.0.1:$(settings_get "$RUN/servers/rabbitmq.settings" PORT)    user: orders    management: $RABBITMQ_MANAGEMENT_URL" ;;
    *) say "  RabbitMQ    as given by ConnectionStrings__RabbitMq" ;;
  esac
  case $private in
    *postgres*) say "  PostgreSQL  127.0.0.1:$(settings_get "$RUN/servers/postgres.settings" PORT)    user and database: orders" ;;
    *) say "  PostgreSQL  as given by ConnectionStrings__Postgres" ;;
  esac
  if [ -n "$private" ]; then say "              passwords: scripts/servers.sh env .run/servers"; fi
  if [ "$clustered" = yes ]; then
    say "  Logs        ${RUN#"$ROOT"/}/silo-1.log and so on; all processes: ./run.sh status"
  else
    say "  Log         ${RUN#"$ROOT"/}/orders.log"
  fi
  say ""
  say "Place an order and wait for its outcome:"
  say ""
  say "  curl -s http://127.0.0.1:$port/orders -H 'Content-Type: application/json' -H 'Prefer: wait=10' \\"
  say "    -d '{\"customer_id\":\"alice\",\"items\":[{\"sku\":\"burger\",\"quantity\":2,\"price\":4.50}]}'"
  say ""
}

start() {
  umask 022
  mkdir -p "$RUN" || fail "cannot create $RUN"
  exec 8>"$RUN/lock"
  flock -n 8 || fail "another ./run.sh is starting or running here; './run.sh stop' ends it"
  if app_is_up; then
    exec 8>&-
    if [ "$detach" = yes ] && [ "$fresh" = no ] && [ "$(app_port "$(app_front)")" = "$port" ] && app_is_ready; then
      say "Already running on http://127.0.0.1:$port; './run.sh stop' ends it."
      exit 0
    fi
    fail "already running on http://127.0.0.1:$(app_port "$(app_front)"); './run.sh stop' ends it"
  fi
  if port_is_taken "$port"; then fail "port $port on 127.0.0.1 is taken by another program: choose another with --port N"; fi
  find_sdk
  trap on_exit EXIT
  trap 'say "Stopping …"; exit 130' INT
  trap 'exit 143' TERM HUP
  prepare_servers
  prepare_build
  await_servers
  await_given_broker
  # Left behind by an interrupted start.
  rm -f "$RUN"/*.pid
  if [ "$clustered" = yes ]; then cluster_start
  else
    say "Starting the application …"
    app_start orders "$port" "Roles=$roles"
    app_await orders
  fi
  started_banner
  if [ "$detach" = yes ]; then
    keep=yes
    say "Running in the background: './run.sh status', './run.sh stop'."
  else
    say "Ctrl-C stops everything; data stays for the next run."
    app_follow
  fi
}

stop() {
  if [ ! -d "$RUN" ]; then say "Nothing was started here."; return; fi
  if app_is_up; then say "Stopping the application …"; fi
  app_stop
  "$ROOT/scripts/servers.sh" stop "$RUN/servers" || exit 1
  say "Stopped."
}

status() {
  local code=0
  app_status || code=1
  if [ -d "$RUN/servers" ]; then
    if app_is_up; then private=$(settings_get "$RUN/$(app_front).pid" PRIVATE); fi
    case $private in
      '') printf 'postgres, rabbitmq: as given by connection string\n' ;;
      *' '*) "$ROOT/scripts/servers.sh" status "$RUN/servers" ;;
      *) "$ROOT/scripts/servers.sh" status "$RUN/servers" --only "$private" ;;
    esac
  fi
  return "$code"
}

"$action"
