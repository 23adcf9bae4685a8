# Shared by run.sh, test.sh and scripts/servers.sh; sourced, never run.

say() { printf '%s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# whole_number OPTION [VALUE…]: fails unless VALUE is a whole number, before anything is built.
whole_number() {
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $2 in ''|*[!0-9]*|???????????*) fail "$1 needs a whole number, not '$2'" ;; esac
}

is_root() { [ "$(id -u)" = 0 ]; }

# A name for a folder: the same for the same folder, different for two folders.
fingerprint() { printf '%s' "$1" | cksum | cut -d' ' -f1; }

random_secret() { head -c 48 /dev/urandom | base64 | tr -d '/+=\n' | cut -c1-32; }

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port [FILE…]: a port that none of these settings files contains, since their servers may not be running. It is below the kernel's range for
# outgoing connections, so that it stays free while its server is down.
free_port() {
  local port try
  for try in {1..200}; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! port_is_taken "$port" && ! grep -qs "=$port\$" "$@" /dev/null; then printf '%s\n' "$port"; return; fi
  done
  fail "no free port found between 20000 and 32000 on 127.0.0.1"
}

# http_status PORT PATH [USER:PASSWORD] prints the status code, or 000 without a reply. Needs neither curl nor wget.
http_status() {
  local port=$1 path=$2 auth='' line=''
  if [ -n "${3:-}" ]; then auth="Authorization: Basic $(printf '%s' "$3" | base64 -w0)"$'\r\n'; fi
  {
    exec 3<>"/dev/tcp/127.0.0.1/$port" &&
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sConnection: close\r\n\r\n' "$path" "$auth" >&3 &&
    IFS= read -r -t 5 line <&3
    exec 3>&-
  } 2>/dev/null
  set -- $line
  printf '%s\n' "${2:-000}"
}

# Whether process PID runs and its command line contains TEXT: a pid file may outlive its process and name another one.
process_is() {
  local pid=${1:-} text=$2 line reads=0
  case $pid in ''|*[!0-9]*) return 1 ;; esac
  if [ -d /proc/self ]; then
    while :; do
      line=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
      if [ -n "$line" ]; then break; fi
      # A zombie has no command line, and neither has a process during exec.
      case $(cut -d ')' -f 2 "/proc/$pid/stat" 2>/dev/null) in ' Z'*|' X'*|'') return 1 ;; esac
      reads=$((reads + 1))
      if [ "$reads" -ge 50 ]; then return 1; fi
      sleep 0.02
    done
  else
    line=$(ps -ww -o args= -p "$pid" 2>/dev/null) || return 1
    [ -n "$line" ] || return 1
  fi
  case $line in *"$text"*) return 0 ;; *) return 1 ;; esac
}

# wait_gone PID TEXT SECONDS
wait_gone() {
  local end=$((SECONDS + $3))
  while process_is "$1" "$2"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# Settings of one server: lines KEY=value in a file that only its owner can read.
settings_get() { # FILE KEY
  local line
  [ -r "$1" ] || return 0
  while IFS= read -r line; do
    case $line in "$2="*) printf '%s\n' "${line#*=}"; return 0 ;; esac
  done <"$1"
}

settings_put() { # FILE KEY VALUE
  local rest=''
  if [ -r "$1" ]; then rest=$(grep -v "^$2=" "$1" || true); fi
  (umask 077; { [ -z "$rest" ] || printf '%s\n' "$rest"; printf '%s=%s\n' "$2" "$3"; } >"$1.new")
  mv -f "$1.new" "$1"
}

# kept_port FILE KEY [FILE…]: the earlier port, or a new one if it is taken or occurs twice in FILE. A new port is in none of the files.
kept_port() {
  local port
  port=$(settings_get "$1" "$2")
  if [ -z "$port" ] || port_is_taken "$port" || [ "$(grep -c "=$port\$" "$1")" -gt 1 ]; then
    port=$(free_port "$1" "${@:3}") || return
    settings_put "$1" "$2" "$port"
  fi
  printf '%s\n' "$port"
}

last_lines() { # FILE COUNT
  [ -s "$1" ] || return 0
  say "--- the end of $1"
  tail -n "$2" "$1" | sed 's/^/    /' >&2
  say "---"
}
