# A cluster on this machine: silos, APIs and bridges as separate processes. Sourced by run.sh after app.sh; it sets silos, apis, bridges and port. The
# first API uses the requested port, all others a free one.

cluster_check() {
  local option count
  for option in silos apis bridges; do
    count=${!option}
    case $count in ''|*[!0-9]*|0?*) refuse "--$option needs a number, not '$count'" ;; esac
    if [ "$count" -lt 1 ] || [ "$count" -gt 20 ]; then refuse "--$option must be between 1 and 20, not $count"; fi
  done
  if [ "$roles_given" = yes ]; then refuse "--roles is for one process; --silos, --apis and --bridges give each process its own"; fi
}

# The pools of all processes together stay below the database's limit.
cluster_start() {
  local i names=()
  say "Starting $silos silos, $apis APIs and $bridges bridges …"
  for ((i = 1; i <= silos; i++)); do
    app_start "silo-$i" "$(app_port_for "silo-$i-http")" Roles=silo "Storage__MaxConnections=${Storage__MaxConnections:-16}"
    names+=("silo-$i")
  done
  # APIs and bridges wait for a silo by themselves; a silo that cannot start prints the reason at once.
  app_await "${names[@]}"
  names=()
  for ((i = 1; i <= apis; i++)); do
    app_start "api-$i" "$(if [ "$i" = 1 ]; then printf '%s\n' "$port"; else app_port_for "api-$i-http"; fi)" Roles=api "Storage__MaxConnections=${Storage__MaxConnections:-8}"
    names+=("api-$i")
  done
  for ((i = 1; i <= bridges; i++)); do
    app_start "bridge-$i" "$(app_port_for "bridge-$i-http")" Roles=bridge "Storage__MaxConnections=${Storage__MaxConnections:-6}"
    names+=("bridge-$i")
  done
  app_await "${names[@]}"
}
