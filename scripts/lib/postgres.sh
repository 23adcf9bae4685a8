# A private PostgreSQL. Sourced by servers.sh, which sets STATE (the folder) and holds its lock.

pg_settings=$STATE/postgres.settings
pg_user=''
pg_bin=''

pg_find() {
  local dir
  if command -v initdb >/dev/null 2>&1 && command -v pg_ctl >/dev/null 2>&1; then
    # Programs that are not on the path are in the same folder.
    pg_bin=$(dirname "$(readlink -f "$(command -v initdb)")")
    return
  fi
  for dir in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin 2>/dev/null | sort -rV); do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then pg_bin=$dir; return; fi
  done
  return 1
}

# PostgreSQL refuses to run as root, so an unprivileged user runs it.
pg_choose_user() {
  is_root || return 0
  local name
  for name in postgres nobody; do
    if id "$name" >/dev/null 2>&1; then pg_user=$name; return; fi
  done
  useradd --system --no-create-home --shell /usr/sbin/nologin orders-postgres || fail "no unprivileged user to run PostgreSQL as"
  pg_user=orders-postgres
}

pg_as() {
  if [ -z "$pg_user" ]; then (cd / && "$@")
  elif command -v runuser >/dev/null 2>&1; then (cd / && runuser -u "$pg_user" -- "$@")
  else (cd / && setpriv --reuid="$pg_user" --regid="$(id -g "$pg_user")" --clear-groups -- "$@")
  fi
}

# The folder of the data: inside STATE, unless the server's user cannot reach it.
pg_place() {
  local home
  home=$(settings_get "$pg_settings" HOME)
  if [ -n "$home" ] && [ -d "$home" ]; then printf '%s\n' "$home"; return; fi
  home=$STATE/postgres
  mkdir -p "$home"
  pg_own "$home"
  if ! pg_as test -w "$home" 2>/dev/null; then
    rmdir "$home"
    home=$(mktemp -d /var/tmp/orleans-orders.XXXXXXXX 2>/dev/null || mktemp -d /tmp/orleans-orders.XXXXXXXX)
    pg_own "$home"
    say "PostgreSQL runs as user $pg_user, which cannot reach $STATE: its data is in $home."
  fi
  settings_put "$pg_settings" HOME "$home"
  pg_mount "$home"
  printf '%s\n' "$home"
}

# With POSTGRES_DISK_MB: the new folder is a separate disk in memory, so that filling it harms nothing else.
pg_mount() {
  [ -n "${POSTGRES_DISK_MB:-}" ] || return 0
  mount -t tmpfs -o "size=${POSTGRES_DISK_MB}m,mode=700,uid=$(id -u "${pg_user:-root}")" orleans-orders "$1" 2>/dev/null ||
    { say "PostgreSQL: no separate disk could be mounted at $1."; return 0; }
  settings_put "$pg_settings" DISK_KB "$((POSTGRES_DISK_MB * 1024))"
}

pg_unmount() {
  if [ -n "$(settings_get "$pg_settings" DISK_KB)" ]; then umount "$1" 2>/dev/null || umount -l "$1" 2>/dev/null || true; fi
}

pg_own() {
  chmod 700 "$1"
  if [ -n "$pg_user" ]; then chown -R "$pg_user" "$1"; fi
}

pg_pid() {
  local home
  home=$(settings_get "$pg_settings" HOME)
  [ -n "$home" ] && head -n 1 "$home/data/postmaster.pid" 2>/dev/null
}

postgres_is_up() { process_is "$(pg_pid)" "$(settings_get "$pg_settings" HOME)/data"; }

postgres_installed() { pg_find; }
postgres_packages() { printf 'postgresql\n'; }

pg_create() {
  local home=$1 password
  say "PostgreSQL: creating a database cluster in $home …"
  password=$(random_secret)
  settings_put "$pg_settings" PASSWORD "$password"
  rm -rf "$home/data" "$home/new"
  (umask 077; printf '%s\n' "$password" >"$home/password")
  pg_own "$home"
  if ! pg_as "$pg_bin/initdb" -D "$home/new" -U orders --pwfile="$home/password" --auth=scram-sha-256 \
      -E UTF8 --locale=C >"$STATE/postgres.initdb.log" 2>&1; then
    rm -f "$home/password"
    last_lines "$STATE/postgres.initdb.log" 10
    fail "PostgreSQL could not create its database cluster in $home"
  fi
  rm -f "$home/password"
  printf 'CREATE DATABASE orders;\n' | pg_as "$pg_bin/postgres" --single -D "$home/new" postgres >>"$STATE/postgres.initdb.log" 2>&1 ||
    fail "PostgreSQL could not create the database 'orders' (log: $STATE/postgres.initdb.log)"
  if [ -n "$(settings_get "$pg_settings" DISK_KB)" ]; then printf 'max_wal_size = 128MB\nmin_wal_size = 32MB\n' >>"$home/new/postgresql.conf"; fi
  mv "$home/new" "$home/data"
}

# Copies the data of the server in another folder, and follows its writes from then on.
pg_copy() { # HOME FOLDER
  local home=$1 of=$2/postgres.settings
  settings_put "$pg_settings" PASSWORD "$(settings_get "$of" PASSWORD)"
  rm -rf "$home/data" "$home/new"
  PGPASSWORD=$(settings_get "$of" PASSWORD) pg_as "$pg_bin/pg_basebackup" -D "$home/new" -R -X stream -c fast \
    -d "host=127.0.0.1 port=$(settings_get "$of" PORT) user=orders" >"$STATE/postgres.initdb.log" 2>&1 || {
    last_lines "$STATE/postgres.initdb.log" 10
    fail "PostgreSQL could not copy the server in $2"
  }
  mv "$home/new" "$home/data"
}

# Promotes the standby; returns when it accepts writes.
promote() {
  [ "$from" = binaries ] || fail "a standby cannot run as a container"
  pg_choose_user
  pg_find || fail "PostgreSQL is not installed"
  pg_as "$pg_bin/pg_ctl" -D "$(settings_get "$pg_settings" HOME)/data" -w -t 60 -s promote >"$STATE/postgres.promote.log" 2>&1 || {
    last_lines "$STATE/postgres.promote.log" 5
    fail "PostgreSQL in $STATE could not be promoted"
  }
}

postgres_start() {
  pg_choose_user
  if postgres_is_up; then return; fi
  pg_find || fail "PostgreSQL is not installed"
  local home port began=$SECONDS
  home=$(pg_place)
  if [ ! -f "$home/data/PG_VERSION" ]; then
    if [ -n "${POSTGRES_STANDBY_OF:-}" ]; then pg_copy "$home" "$POSTGRES_STANDBY_OF"; else pg_create "$home"; fi
  fi
  port=$(kept_port "$pg_settings" PORT "$STATE/rabbitmq.settings")
  # The pid file names no running server (checked above); a zombie or a reused process number would prevent the start.
  rm -f "$home/data/postmaster.pid"
  # After a crash the old process may hold its shared memory for a moment; only this failure is retried.
  local try
  for try in {1..20}; do
    if pg_as "$pg_bin/pg_ctl" -D "$home/data" -l "$home/postgres.log" -w -t 60 -s \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=300" \
        start </dev/null >"$STATE/postgres.start.log" 2>&1 9>&-; then
      say "PostgreSQL is ready on 127.0.0.1:$port ($((SECONDS - began)) s)."
      return
    fi
    tail -n 3 "$home/postgres.log" 2>/dev/null | grep -q 'shared memory block' || break
    sleep 0.3
  done
  last_lines "$home/postgres.log" 15
  fail "PostgreSQL did not start on 127.0.0.1:$port (log: $home/postgres.log)"
}

postgres_stop() {
  postgres_is_up || return 0
  pg_choose_user
  local pid data
  pid=$(pg_pid)
  data=$(settings_get "$pg_settings" HOME)/data
  kill -INT "$pid" 2>/dev/null || true
  if ! wait_gone "$pid" "$data" 30; then
    say "PostgreSQL (process $pid) did not stop in 30 s and is killed."
    postgres_kill
  fi
}

postgres_kill() {
  postgres_is_up || return 0
  local pid data children child
  pid=$(pg_pid)
  data=$(settings_get "$pg_settings" HOME)/data
  children=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null || true)
  kill -KILL $pid $children 2>/dev/null || true
  wait_gone "$pid" "$data" 10 || fail "PostgreSQL (process $pid) could not be killed"
  for child in $children; do wait_gone "$child" postgres 10 || fail "PostgreSQL (process $child) could not be killed"; done
}

postgres_wipe() {
  local home
  home=$(settings_get "$pg_settings" HOME)
  pg_unmount "$home"
  case $home in "$STATE/postgres"|/var/tmp/orleans-orders.*|/tmp/orleans-orders.*) rm -rf "$home" ;; esac
  rm -rf "$STATE/postgres" "$pg_settings" "$STATE"/postgres.*.log
}

postgres_log() { printf '%s\n' "$(settings_get "$pg_settings" HOME)/postgres.log"; }
