# Stages faults of a running server. Sourced by servers.sh, which sets STATE and has chosen the servers' functions. Each fault can be ended; a fault
# that cannot be staged here fails with the reason.

# The processes of a server, one per line.
fault_pids() {
  local pid
  case $1 in
    postgres)
      pid=$(pg_pid)
      printf '%s\n' "$pid" $(cat "/proc/$pid/task/$pid/children" 2>/dev/null) ;;
    rabbitmq) cat "$rmq_home/node.pid" ;;
  esac
}

fault_needs_binaries() { [ "$from" = binaries ] || fail "$1 cannot be staged for containers"; }

pause_server() {
  if [ "$from" = docker ]; then docker pause "$(dk_name "$1")" >/dev/null; return; fi
  "$1_is_up" || return 0
  kill -STOP $(fault_pids "$1")
}

resume_server() {
  if [ "$from" = docker ]; then docker unpause "$(dk_name "$1")" >/dev/null; return; fi
  "$1_is_up" || return 0
  kill -CONT $(fault_pids "$1")
}

# Every system call that flushes data to the disk is delayed by 100 ms, by tracing the processes.
slow_server() {
  fault_needs_binaries "a slow disk"
  "$1_is_up" || return 0
  command -v strace >/dev/null 2>&1 || fail "a slow disk cannot be staged: strace is not installed"
  local pid pids=() tracer
  for pid in $(fault_pids "$1"); do pids+=(-p "$pid"); done
  setsid strace -f -qq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:delay_enter=100000 "${pids[@]}" \
    </dev/null >"$STATE/$1.slow.log" 2>&1 9>&- &
  tracer=$!
  printf '%s\n' "$tracer" >"$STATE/$1.slow.pid"
  sleep 0.3
  process_is "$tracer" strace || fail "a slow disk cannot be staged: $(tail -n 1 "$STATE/$1.slow.log")"
}

fast_server() {
  local tracer
  tracer=$(cat "$STATE/$1.slow.pid" 2>/dev/null)
  rm -f "$STATE/$1.slow.pid"
  if process_is "$tracer" strace; then
    kill -TERM "$tracer" 2>/dev/null
    wait_gone "$tracer" strace 10 || kill -KILL "$tracer" 2>/dev/null
  fi
}

# A disk alarm makes RabbitMQ block its publishers. PostgreSQL's separate disk shrinks to the size of its content.
fill_server() {
  case $1 in
    rabbitmq) rmq_control set_disk_free_limit 1000000GB ;;
    postgres) fault_needs_binaries "a full disk" && pg_disk_resize full ;;
  esac
}

free_server() {
  case $1 in
    rabbitmq) rmq_control set_disk_free_limit 200MB ;;
    postgres) [ "$from" != binaries ] || pg_disk_resize all ;;
  esac
}

# A memory limit below its use makes RabbitMQ block its publishers.
squeeze_server() {
  [ "$1" = rabbitmq ] || fail "a memory alarm can be staged only for RabbitMQ: --only rabbitmq"
  rmq_control set_vm_memory_high_watermark 0.000001
}

relieve_server() { [ "$1" != rabbitmq ] || rmq_control set_vm_memory_high_watermark 0.4; }

rmq_control() { # COMMAND VALUE
  if [ "$from" = docker ]; then docker exec "$(dk_name rabbitmq)" rabbitmqctl -q "$@"; return; fi
  rabbitmq_is_up || return 0
  rmq_find || return 1
  local try
  # The command starts its own runtime, which is slow on a busy machine; it is retried, since the fault must be undone.
  for try in 1 2 3; do
    if rmq_controlled "$@"; then return; fi
  done
  fail "the broker did not accept $1: $(tail -n 1 "$STATE/rabbitmqctl.log")"
}

rmq_controlled() { # COMMAND VALUE
  (
    rmq_environment
    timeout 60 "${rmq_server%/*}/rabbitmqctl" -q -n "$rmq_mark@localhost" "$@" </dev/null >"$STATE/rabbitmqctl.log" 2>&1
  )
}

# The sizes are in KiB: the original size, or the size of the content and a little more, so that the next growing file finds no space.
pg_disk_resize() {
  local home size used
  home=$(settings_get "$pg_settings" HOME)
  size=$(settings_get "$pg_settings" DISK_KB)
  [ -n "$size" ] || fail "a full disk cannot be staged: the data of PostgreSQL is not on a separate disk"
  if [ "$1" = full ]; then
    used=$(df --output=used -k "$home" | tail -n 1)
    size=$((used + 64))
  fi
  mount -o "remount,size=${size}k" "$home" || fail "the disk of PostgreSQL could not be resized"
}
