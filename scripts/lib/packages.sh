# Installs Debian's packages of missing servers if that is allowed. Sourced, never run.

may_install() { is_root && command -v apt-get >/dev/null 2>&1; }

# Prints how to get a missing server that may not be installed here.
how_to_get() {
  say "Install it (Debian, Ubuntu: apt-get install postgresql rabbitmq-server), or start Docker, or give the servers by"
  say "ConnectionStrings__Postgres and ConnectionStrings__RabbitMq."
}

# install_packages PACKAGE…: installs all at once. The packages' own services stay off, since only private instances are used. Call it in a subshell,
# which it ends after a failure.
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
