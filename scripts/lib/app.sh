# The application's processes under .run: one, or the silos, APIs and bridges of a cluster. Sourced by run.sh, which sets RUN, ROOT,
# environment and private. A process has a name; NAME.pid, NAME.log and NAME.err are its files.

app_mark=$ROOT/artifacts/

# The names of processes that were started and not stopped. Callers come before silos, since they stop first.
app_names() {
  local file
  for file in "$RUN"/*.pid; do
    if [ -e "$file" ]; then basename "$file" .pid; fi
  done | sort
}

app_pid() { settings_get "$RUN/$1.pid" PID; }
app_port() { settings_get "$RUN/$1.pid" PORT; }
app_log() { printf '%s/%s.log\n' "$RUN" "$1"; }
app_runs() { process_is "$(app_pid "$1")" "$app_mark"; }
app_answers() { [ "$(http_status "$(app_port "$1")" /health/ready)" = 200 ]; }

# The process that serves clients.
app_front() {
  local name
  for name in orders api-1 $(app_names); do
    if [ -e "$RUN/$name.pid" ]; then printf '%s\n' "$name"; return; fi
  done
}

app_is_up() {
  local name
  for name in $(app_names); do
    if app_runs "$name"; then return 0; fi
  done
  return 1
}

app_is_ready() {
  local name
  app_is_up || return 1
  for name in $(app_names); do app_answers "$name" || return 1; done
}

# app_port_for NAME: the kept port, so that the cluster recognises a restarted silo at once.
app_port_for() { kept_port "$RUN/ports" "$1"; }

app_start() { # NAME PORT [VARIABLE=value…]
  local name=$1 port=$2 dll pid silo_port gateway_port
  shift 2
  dll=$(built_dll Silo)
  silo_port=$(app_port_for "$name-silo")
  gateway_port=$(app_port_for "$name-gateway")
  rm -f "$RUN/$name.pid"
  # In its own session: Ctrl-C reaches only this script, which stops the application first and then its servers.
  pid=$(
    unset ASPNETCORE_HTTP_PORTS ASPNETCORE_HTTPS_PORTS HTTP_PORTS HTTPS_PORTS Roles
    export DOTNET_ENVIRONMENT=$environment ASPNETCORE_URLS=http://127.0.0.1:$port Cluster__SiloPort=$silo_port Cluster__GatewayPort=$gateway_port
    for variable in "$@"; do export "${variable?}"; done
    cd "$(dirname "$dll")" || exit 1
    setsid dotnet "$dll" </dev/null >"$RUN/$name.log" 2>"$RUN/$name.err" 8>&- &
    printf '%s\n' "$!"
  )
  settings_put "$RUN/$name.pid" PID "$pid"
  settings_put "$RUN/$name.pid" PORT "$port"
  settings_put "$RUN/$name.pid" PRIVATE "$private"
}

app_await() { # NAME…
  local name pid deadline=$((SECONDS + 120)) shown=$SECONDS
  for name in "$@"; do
    pid=$(app_pid "$name")
    until app_answers "$name"; do
      if ! process_is "$pid" ''; then app_failed "$name" "$(app_called "$name") ended while starting"; fi
      if [ "$SECONDS" -ge "$deadline" ]; then
        app_failed "$name" "$(app_called "$name") was not ready on http://127.0.0.1:$(app_port "$name") within 120 s"
      fi
      if [ $((SECONDS - shown)) -ge 10 ]; then shown=$SECONDS; say "  … waiting for http://127.0.0.1:$(app_port "$name")/health/ready"; fi
      sleep 0.25
    done
    # Another program on the same port would answer too, but then this process would have ended.
    process_is "$pid" '' || app_failed "$name" "$(app_called "$name") ended while starting"
  done
}

app_called() { if [ "$1" = orders ]; then printf 'the application\n'; else printf '%s\n' "$1"; fi; }

app_failed() { # NAME WHAT
  last_lines "$RUN/$1.log" 15
  fail "$(app_complaint "$1" "$2")"
}

# A process prints one line on stderr if it cannot start.
app_complaint() { # NAME OTHERWISE
  local line
  line=$(grep -m1 . "$RUN/$1.err" 2>/dev/null | sed -E 's/^[Ee]rror: //' | cut -c1-400)
  printf '%s\n' "${line:-$2 (log: $(app_log "$1"))}"
}

# The callers first, all at once, then the silos.
app_stop() {
  local names
  names=$(app_names)
  app_end $(printf '%s\n' "$names" | grep -v '^silo-')
  app_end $(printf '%s\n' "$names" | grep '^silo-')
}

app_end() { # NAME…
  local name pid
  for name in "$@"; do
    if app_runs "$name"; then kill -TERM "$(app_pid "$name")" 2>/dev/null || true; fi
  done
  for name in "$@"; do
    pid=$(app_pid "$name")
    if app_runs "$name" && ! wait_gone "$pid" "$app_mark" 45; then
      say "Process $pid ($(app_called "$name")) did not stop in 45 s and is killed."
      kill -KILL "$pid" 2>/dev/null || true
      wait_gone "$pid" "$app_mark" 10 || true
    fi
    rm -f "$RUN/$name.pid"
  done
}

# Shows the logs until a process ends, and then fails unless it was stopped.
app_follow() {
  local name names logs=()
  names=$(app_names)
  for name in $names; do logs+=("$RUN/$name.log" "$RUN/$name.err"); done
  tail --pid="$(app_pid "$(app_front)")" -q -n 0 -F "${logs[@]}" 2>/dev/null 8>&- &
  while :; do
    for name in $names; do
      if app_runs "$name"; then continue; fi
      if [ ! -e "$RUN/$name.pid" ]; then say "Stopped by './run.sh stop'."; return; fi
      fail "$(app_complaint "$name" "$(app_called "$name") ended by itself")"
    done
    sleep 0.5
  done
}

app_status() {
  local name code=0
  if [ -z "$(app_names)" ]; then printf 'application: not running\n'; return 1; fi
  for name in $(app_names); do
    if ! app_runs "$name"; then printf '%s: not running\n' "${name/orders/application}"; code=1
    elif app_answers "$name"; then printf '%s: ready on http://127.0.0.1:%s, log %s\n' "${name/orders/application}" "$(app_port "$name")" "$(app_log "$name")"
    else printf '%s: running on http://127.0.0.1:%s, not ready, log %s\n' "${name/orders/application}" "$(app_port "$name")" "$(app_log "$name")"; code=1
    fi
  done
  return "$code"
}
