# Installs Debian's packages of the servers where they are missing and where that is allowed. Sourced, never run.

may_install() { is_root && command -v apt-get >/dev/null 2>&1; }

# What to tell a person whose machine lacks a server and where nothing may be installed.
how_to_get() {
  say "Install it (Debian, Ubuntu: apt-get install postgresql rabbitmq-server), or start Docker, or give the servers by"
  say "ConnectionStrings__Postgres and ConnectionStrings__RabbitMq."
}

# install_packages PACKAGE…: all in one go; the packages' own services stay off, since private instances are what is wanted.
# Call it in a process of its own, which it ends when something fails.
install_packages() {
  local log=$STATE/apt.log policy=/usr/sbin/policy-rc.d began=$SECONDS status=0
  say "Installing Debian's packages: $* (log: $log) …"
  if [ ! -e "$policy" ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  fi
  (
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -q update || true; } && apt-get -q install -y --no-install-recommends "$@"
  ) </dev/null >"$log" 2>&1 9>&- &
  local apt=$!
  while kill -0 "$apt" 2>/dev/null; do
    sleep 1
    if [ $(((SECONDS - began) % 10)) = 9 ]; then say "  … $((SECONDS - began)) s: $(tail -n 1 "$log" | cut -c1-100)"; fi
  done
  wait "$apt" || status=$?
  if [ "$status" != 0 ]; then
    last_lines "$log" 15
    fail "apt-get could not install $* (exit code $status)"
  fi
  say "Installed $* in $((SECONDS - began)) s."
}
