# The application as one process under .run. Sourced by run.sh, which sets RUN, ROOT, engine, port, roles and private.

app_log=$RUN/orders.log
app_errors=$RUN/orders.err
app_pid_file=$RUN/orders.pid
app_mark=$ROOT/artifacts/

silo_dll() {
  printf '%s/artifacts/%s/bin/Silo/release/OrleansOrders.Silo.dll\n' "$ROOT" "$(printf '%s' "$engine" | tr '[:upper:]' '[:lower:]')"
}

app_pid() { settings_get "$app_pid_file" PID; }
app_port() { settings_get "$app_pid_file" PORT; }
app_is_up() { process_is "$(app_pid)" "$app_mark"; }
app_is_ready() { [ "$(http_status "$(app_port)" /health/ready)" = 200 ]; }

app_start() {
  local dll pid
  dll=$(silo_dll)
  rm -f "$app_pid_file"
  # In a session of its own: Ctrl-C reaches this script alone, which stops the application first and its servers after it.
  pid=$(
    unset ASPNETCORE_HTTP_PORTS ASPNETCORE_HTTPS_PORTS HTTP_PORTS HTTPS_PORTS
    export ASPNETCORE_URLS=http://127.0.0.1:$port Roles=$roles
    cd "$(dirname "$dll")" || exit 1
    setsid dotnet "$dll" </dev/null >"$app_log" 2>"$app_errors" 8>&- &
    printf '%s\n' "$!"
  )
  settings_put "$app_pid_file" PID "$pid"
  settings_put "$app_pid_file" PORT "$port"
  settings_put "$app_pid_file" PRIVATE "$private"
}

app_await() {
  local pid deadline=$((SECONDS + 120)) shown=$SECONDS
  pid=$(app_pid)
  say "Starting the application …"
  until app_is_ready; do
    if ! process_is "$pid" ''; then
      app_tell
      fail "$(app_complaint "the application ended while starting")"
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      app_tell
      fail "$(app_complaint "the application was not ready on http://127.0.0.1:$port within 120 s")"
    fi
    if [ $((SECONDS - shown)) -ge 10 ]; then shown=$SECONDS; say "  … waiting for http://127.0.0.1:$port/health/ready"; fi
    sleep 0.25
  done
  # A stranger who took the port meanwhile would answer too, but our process would be gone.
  process_is "$pid" '' || { app_tell; fail "$(app_complaint "the application ended while starting")"; }
}

app_tell() { last_lines "$app_log" 15; }

# The application says in one line on stderr why it cannot start.
app_complaint() {
  local line
  line=$(grep -m1 . "$app_errors" 2>/dev/null | sed -E 's/^[Ee]rror: //' | cut -c1-400)
  printf '%s\n' "${line:-$1 (log: $app_log)}"
}

app_stop() {
  local pid
  if app_is_up; then
    pid=$(app_pid)
    kill -TERM "$pid" 2>/dev/null || true
    if ! wait_gone "$pid" "$app_mark" 45; then
      say "The application (process $pid) did not stop in 45 s and is killed."
      kill -KILL "$pid" 2>/dev/null || true
      wait_gone "$pid" "$app_mark" 10 || true
    fi
  fi
  rm -f "$app_pid_file"
}

# Shows the log until the application ends, and then fails unless it was asked to end.
app_follow() {
  local pid
  pid=$(app_pid)
  tail --pid="$pid" -q -n 0 -F "$app_log" "$app_errors" 2>/dev/null 8>&- &
  while process_is "$pid" "$app_mark"; do sleep 0.5; done
  if [ -e "$app_pid_file" ]; then fail "$(app_complaint "the application ended by itself")"; fi
  say "Stopped by './run.sh stop'."
}
