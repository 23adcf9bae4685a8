# PostgreSQL and RabbitMQ as containers: the same functions as postgres.sh and rabbitmq.sh. Sourced by servers.sh, which sets STATE.
# Names follow from the folder, ports are bound to loopback, data is in a named volume, so that a removed container loses nothing.

dk_answers() { command -v docker >/dev/null 2>&1 && timeout 5 docker info >/dev/null 2>&1; }

dk_name() { printf 'orleans-orders-%s-%s\n' "$(fingerprint "$STATE")" "$1"; }
dk_settings() { printf '%s/%s.settings\n' "$STATE" "$1"; }
dk_running() { [ "$(docker inspect -f '{{.State.Running}}' "$(dk_name "$1")" 2>/dev/null)" = true ]; }
dk_exists() { docker inspect "$(dk_name "$1")" >/dev/null 2>&1; }

# dk_start SERVER IMAGE, with the arguments of 'docker run' in the array 'run'. The settings contain the password of the volume.
dk_start() {
  local server=$1 image=$2 name log=$STATE/$1.docker.log
  name=$(dk_name "$server")
  if dk_exists "$server" && docker start "$name" >"$log" 2>&1; then return; fi
  docker rm -f "$name" >/dev/null 2>&1
  if ! docker image inspect "$image" >/dev/null 2>&1; then
    say "Docker: fetching $image …"
    docker pull "$image" >"$log" 2>&1 || { last_lines "$log" 5; fail "Docker could not fetch $image"; }
  fi
  docker run -d --name "$name" "${run[@]}" "$image" >"$log" 2>&1 || { last_lines "$log" 5; fail "Docker could not start $name"; }
}

# The earlier port and password; without the settings the old volume cannot be used, and the start fails.
dk_prepare() {
  local server=$1 file key
  shift
  file=$(dk_settings "$server")
  if [ -z "$(settings_get "$file" PASSWORD)" ]; then
    if docker volume inspect "$(dk_name "$server")" >/dev/null 2>&1; then
      fail "the Docker volume $(dk_name "$server") is there but its password is not in $file: 'scripts/servers.sh wipe' or 'docker volume rm' empties it"
    fi
    settings_put "$file" PASSWORD "$(random_secret)"
  fi
  for key in "$@"; do
    if [ -z "$(settings_get "$file" "$key")" ]; then settings_put "$file" "$key" "$(free_port "$file")"
    elif ! dk_running "$server" && port_is_taken "$(settings_get "$file" "$key")"; then
      docker rm -f "$(dk_name "$server")" >/dev/null 2>&1
      settings_put "$file" "$key" "$(free_port "$file")"
    fi
  done
}

# dk_await SERVER CONDITION…
dk_await() {
  local server=$1 name deadline=$((SECONDS + 90))
  shift
  name=$(dk_name "$server")
  until "$@"; do
    if ! dk_running "$server" || [ "$SECONDS" -ge "$deadline" ]; then
      docker logs --tail 15 "$name" >"$STATE/$server.docker.log" 2>&1
      last_lines "$STATE/$server.docker.log" 15
      docker stop -t 5 "$name" >/dev/null 2>&1
      fail "the container $name did not come up (docker logs $name)"
    fi
    sleep 0.3
  done
}

# The variables with the password go through a file, since every user can read a command line.
dk_variables() { # SERVER NAME=value…
  local file=$STATE/$1.container-env
  shift
  (umask 077; printf '%s\n' "$@" >"$file")
}

dk_stop() { if dk_running "$1"; then docker stop -t 30 "$(dk_name "$1")" >/dev/null; fi; }
dk_kill() { if dk_running "$1"; then docker kill "$(dk_name "$1")" >/dev/null; fi; }
dk_wipe() {
  docker rm -f "$(dk_name "$1")" >/dev/null 2>&1
  docker volume rm "$(dk_name "$1")" >/dev/null 2>&1
  rm -f "$(dk_settings "$1")" "$STATE/$1.container-env" "$STATE/$1.docker.log"
}

postgres_installed() { :; }
postgres_is_up() { dk_running postgres; }
postgres_start() {
  local port run
  [ -z "${POSTGRES_STANDBY_OF:-}" ] || fail "a standby cannot run as a container"
  dk_prepare postgres PORT
  port=$(settings_get "$(dk_settings postgres)" PORT)
  dk_variables postgres POSTGRES_USER=orders POSTGRES_DB=orders "POSTGRES_PASSWORD=$(settings_get "$(dk_settings postgres)" PASSWORD)"
  run=(-p "127.0.0.1:$port:5432" -v "$(dk_name postgres):/var/lib/postgresql/data" --shm-size 256m --env-file "$STATE/postgres.container-env")
  dk_start postgres postgres:17
  # Over TCP: during its setup the image runs a server that listens only on its Unix socket.
  dk_await postgres docker exec "$(dk_name postgres)" pg_isready -q -h 127.0.0.1 -U orders
  say "PostgreSQL is ready on 127.0.0.1:$port (Docker container $(dk_name postgres))."
}
postgres_stop() { dk_stop postgres; }
postgres_kill() { dk_kill postgres; }
postgres_wipe() { dk_wipe postgres; }

rabbitmq_installed() { :; }
rabbitmq_is_up() { dk_running rabbitmq; }
rabbitmq_start() {
  local port management run file
  file=$(dk_settings rabbitmq)
  dk_prepare rabbitmq PORT MANAGEMENT_PORT
  port=$(settings_get "$file" PORT)
  management=$(settings_get "$file" MANAGEMENT_PORT)
  dk_variables rabbitmq RABBITMQ_DEFAULT_USER=orders RABBITMQ_DEFAULT_VHOST=orders "RABBITMQ_DEFAULT_PASS=$(settings_get "$file" PASSWORD)"
  # A node's data belongs to its host name, so the name is fixed for the next container.
  run=(--hostname orders-rabbitmq -p "127.0.0.1:$port:5672" -p "127.0.0.1:$management:15672" -v "$(dk_name rabbitmq):/var/lib/rabbitmq"
    --env-file "$STATE/rabbitmq.container-env")
  dk_start rabbitmq rabbitmq:4-management
  dk_await rabbitmq dk_rabbitmq_answers "$management" "$(settings_get "$file" PASSWORD)"
  say "RabbitMQ is ready on 127.0.0.1:$port (Docker container $(dk_name rabbitmq))."
}
# The management interface of a starting node answers before its listeners accept clients, so both are checked, the listener inside the container.
dk_rabbitmq_answers() {
  [ "$(http_status "$1" /api/whoami "orders:$2")" = 200 ] &&
    docker exec "$(dk_name rabbitmq)" rabbitmq-diagnostics -q check_port_listener 5672 >/dev/null 2>&1
}
rabbitmq_stop() { dk_stop rabbitmq; }
rabbitmq_kill() { dk_kill rabbitmq; }
rabbitmq_wipe() { dk_wipe rabbitmq; }

postgres_log() { printf "'docker logs %s'\n" "$(dk_name postgres)"; }
rabbitmq_log() { printf "'docker logs %s'\n" "$(dk_name rabbitmq)"; }
