# The source of a folder's servers, and their addresses. Sourced by servers.sh after postgres.sh and rabbitmq.sh.

# Sets 'from', and loads the functions for containers if it is docker.
choose() {
  from=$(cat "$STATE/from" 2>/dev/null || true)
  if [ -z "$from" ]; then from=${SERVERS_FROM:-}; fi
  if [ -z "$from" ]; then
    from=binaries
    # In a subshell, since docker.sh redefines the functions for binaries.
    if (. "$here/lib/docker.sh" && dk_answers); then from=docker; fi
  fi
  case $from in
    docker) . "$here/lib/docker.sh" ;;
    binaries) ;;
    *) fail "SERVERS_FROM must be docker or binaries, not '$from'" ;;
  esac
}

choose_and_record() {
  choose
  if [ "$from" = docker ] && ! dk_answers; then fail "the servers of $STATE are Docker containers, and no Docker engine answers"; fi
  printf '%s\n' "$from" >"$STATE/from"
}

postgres_env() {
  local port
  port=$(settings_get "$STATE/postgres.settings" PORT)
  [ -n "$port" ] || return 1
  printf 'ConnectionStrings__Postgres=Host=127.0.0.1;Port=%s;Username=orders;Password=%s;Database=orders\n' \
    "$port" "$(settings_get "$STATE/postgres.settings" PASSWORD)"
}


rabbitmq_env() {
  local port
  port=$(settings_get "$STATE/rabbitmq.settings" PORT)
  [ -n "$port" ] || return 1
  printf 'ConnectionStrings__RabbitMq=amqp://orders:%s@127.0.0.1:%s/orders\n' "$(settings_get "$STATE/rabbitmq.settings" PASSWORD)" "$port"
  printf 'RABBITMQ_MANAGEMENT_URL=http://127.0.0.1:%s\n' "$(settings_get "$STATE/rabbitmq.settings" MANAGEMENT_PORT)"
}


postgres_address() { printf '127.0.0.1:%s\n' "$(settings_get "$STATE/postgres.settings" PORT)"; }
rabbitmq_address() { printf '127.0.0.1:%s\n' "$(settings_get "$STATE/rabbitmq.settings" PORT)"; }
