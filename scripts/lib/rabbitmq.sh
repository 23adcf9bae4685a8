# A private RabbitMQ node with its own epmd. Sourced by servers.sh, which sets STATE (the folder) and holds its lock.

rmq_home=$STATE/rabbitmq
rmq_settings=$STATE/rabbitmq.settings
rmq_mark="orders-$(fingerprint "$STATE")"
rmq_server=''

# Debian's /usr/sbin/rabbitmq-server requires the user rabbitmq and the system's folders; the script that it calls does not.
rmq_find() {
  local file
  for file in /usr/lib/rabbitmq/bin/rabbitmq-server $(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server \
      /opt/rabbitmq/sbin/rabbitmq-server /opt/homebrew/sbin/rabbitmq-server 2>/dev/null | sort -rV) \
      "$(command -v rabbitmq-server 2>/dev/null || true)"; do
    if [ -x "$file" ]; then rmq_server=$file; return; fi
  done
  return 1
}

rmq_find_epmd() {
  local file
  for file in "$(command -v epmd 2>/dev/null || true)" $(ls -d /usr/lib/erlang/erts-*/bin/epmd 2>/dev/null | sort -rV); do
    if [ -x "$file" ]; then printf '%s\n' "$file"; return; fi
  done
  return 1
}

rabbitmq_installed() { rmq_find; }
rabbitmq_packages() { printf 'rabbitmq-server\n'; }

rabbitmq_is_up() { process_is "$(cat "$rmq_home/node.pid" 2>/dev/null)" "$rmq_mark"; }

rmq_port() { kept_port "$rmq_settings" "$1" "$STATE/postgres.settings"; }

rmq_configure() {
  local port=$1 management=$2
  (
    umask 077
    cat >"$rmq_home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$port
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
default_user = orders
default_pass = $(settings_get "$rmq_settings" PASSWORD)
default_vhost = orders
log.console = false
log.file.level = info
disk_free_limit.absolute = 200MB
CONF
    printf '[rabbitmq_management].\n' >"$rmq_home/enabled_plugins"
    printf '[].\n' >"$rmq_home/advanced.config"
    : >"$rmq_home/env.conf"
  )
}

rmq_start_epmd() {
  local port epmd pid
  pid=$(cat "$rmq_home/epmd.pid" 2>/dev/null || true)
  if process_is "$pid" "epmd -port $(settings_get "$rmq_settings" EPMD_PORT) "; then return; fi
  epmd=$(rmq_find_epmd) || return 0
  port=$(rmq_port EPMD_PORT)
  setsid "$epmd" -port "$port" -address 127.0.0.1 </dev/null >"$rmq_home/epmd.log" 2>&1 9>&- &
  printf '%s\n' "$!" >"$rmq_home/epmd.pid"
}

# The environment of the node and of its commands, without settings of other nodes. Every Erlang runtime that they start listens for other nodes on
# loopback only.
rmq_environment() {
  unset $(compgen -v RABBITMQ_ || true) ERL_LIBS ERL_FLAGS ERL_ZFLAGS
  export HOME=$rmq_home ERL_AFLAGS='-kernel inet_dist_use_interface {127,0,0,1}' ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT
  ERL_EPMD_PORT=$(settings_get "$rmq_settings" EPMD_PORT)
  [ -n "$ERL_EPMD_PORT" ] || unset ERL_EPMD_PORT
  export RABBITMQ_CONF_ENV_FILE=$rmq_home/env.conf
}

rabbitmq_start() {
  if rabbitmq_is_up; then return; fi
  rmq_find || fail "RabbitMQ is not installed"
  (umask 077; mkdir -p "$rmq_home")
  if [ -z "$(settings_get "$rmq_settings" PASSWORD)" ]; then settings_put "$rmq_settings" PASSWORD "$(random_secret)"; fi
  local port management distribution began=$SECONDS
  port=$(rmq_port PORT)
  management=$(rmq_port MANAGEMENT_PORT)
  distribution=$(rmq_port DISTRIBUTION_PORT)
  rmq_configure "$port" "$management"
  rmq_start_epmd
  (
    rmq_environment
    export RABBITMQ_NODENAME=$rmq_mark@localhost
    export RABBITMQ_CONFIG_FILE=$rmq_home/rabbitmq.conf
    export RABBITMQ_ADVANCED_CONFIG_FILE=$rmq_home/advanced.config
    export RABBITMQ_ENABLED_PLUGINS_FILE=$rmq_home/enabled_plugins
    export RABBITMQ_MNESIA_BASE=$rmq_home/data
    export RABBITMQ_LOG_BASE=$rmq_home/log
    export RABBITMQ_PID_FILE=$rmq_home/rabbitmq.pid
    export RABBITMQ_DIST_PORT=$distribution
    # With "input allowed" the start script becomes the node itself, so that the pid written here is the node's.
    export RABBITMQ_ALLOW_INPUT=1
    export RABBITMQ_SERVER_START_ARGS=-noinput
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-orders_node $rmq_mark +sbwt none +sbwtdcpu none +sbwtdio none"
    cd "$rmq_home"
    setsid "$rmq_server" </dev/null >"$rmq_home/start.log" 2>&1 9>&- &
    printf '%s\n' "$!" >"$rmq_home/node.pid"
  )
  rmq_await "$port" "$management" || return 1
  say "RabbitMQ is ready on 127.0.0.1:$port ($((SECONDS - began)) s)."
}

rmq_await() {
  local port=$1 management=$2 pid deadline=$((SECONDS + 90)) shown=$SECONDS status
  pid=$(cat "$rmq_home/node.pid")
  while :; do
    if ! process_is "$pid" ''; then
      rmq_tell_log
      fail "RabbitMQ stopped while starting on 127.0.0.1:$port (logs: $rmq_home/start.log, $rmq_home/log)"
    fi
    status=$(http_status "$management" /api/whoami "orders:$(settings_get "$rmq_settings" PASSWORD)")
    if [ "$status" = 200 ] && port_is_taken "$port"; then return; fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      rmq_tell_log
      rabbitmq_kill
      fail "RabbitMQ did not come up on 127.0.0.1:$port within 90 s (logs: $rmq_home/start.log, $rmq_home/log)"
    fi
    if [ $((SECONDS - shown)) -ge 10 ]; then shown=$SECONDS; say "  … RabbitMQ is still starting"; fi
    sleep 0.2
  done
}

rmq_tell_log() {
  local log
  last_lines "$rmq_home/start.log" 10
  for log in "$rmq_home"/log/*.log; do
    case $log in *_upgrade.log) ;; *) last_lines "$log" 10 ;; esac
  done
}

rmq_stop_epmd() {
  local pid mark
  pid=$(cat "$rmq_home/epmd.pid" 2>/dev/null || true)
  mark="epmd -port $(settings_get "$rmq_settings" EPMD_PORT) "
  if process_is "$pid" "$mark"; then
    kill "$pid" 2>/dev/null || true
    wait_gone "$pid" "$mark" 5 || true
  fi
  rm -f "$rmq_home/epmd.pid"
}

rabbitmq_stop() {
  local pid
  if rabbitmq_is_up; then
    pid=$(cat "$rmq_home/node.pid")
    kill -TERM "$pid" 2>/dev/null || true
    if ! wait_gone "$pid" "$rmq_mark" 30; then
      say "RabbitMQ (process $pid) did not stop in 30 s and is killed."
      rabbitmq_kill
    fi
  fi
  rm -f "$rmq_home/node.pid"
  rmq_stop_epmd
}

rabbitmq_kill() {
  local pid
  if rabbitmq_is_up; then
    pid=$(cat "$rmq_home/node.pid")
    kill -KILL "$pid" 2>/dev/null || true
    wait_gone "$pid" "$rmq_mark" 10 || fail "RabbitMQ (process $pid) could not be killed"
  fi
  rmq_stop_epmd
}

rabbitmq_wipe() { rm -rf "$rmq_home" "$rmq_settings" "$STATE"/rabbitmq*.log; }

rabbitmq_log() { printf '%s\n' "$rmq_home/log"; }
