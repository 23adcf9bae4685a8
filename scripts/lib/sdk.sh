# The .NET SDK and the build. Sourced by the commands, which set ROOT.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

find_sdk() {
  local folder
  if ! command -v dotnet >/dev/null 2>&1; then
    for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
      if [ -n "$folder" ] && [ -x "$folder/dotnet" ]; then PATH=$folder:$PATH; break; fi
    done
  fi
  local said
  command -v dotnet >/dev/null 2>&1 || fail "the .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download"
  # In the clone, whose global.json selects the SDK.
  said=$(cd "$ROOT" && dotnet --version 2>&1) && return
  case $said in
    *global.json*) said="found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')" ;;
    *) said=$(grep -m1 . <<<"$said") ;;
  esac
  fail "the .NET SDK 10 is missing or does not work (${said% }): install it from https://dotnet.microsoft.com/download"
}

# with_progress LABEL LOG COMMAND…: the command's output goes to LOG; every ten seconds a line shows its progress. The pid of the running command is
# in 'progress_pid', the leader of its own process group; 'progress_check', if set, is called repeatedly.
with_progress() {
  local label=$1 log=$2 began=$SECONDS shown=$SECONDS status=0
  shift 2
  setsid "$@" </dev/null >"$log" 2>&1 8>&- 9>&- &
  progress_pid=$!
  while kill -0 "$progress_pid" 2>/dev/null; do
    sleep 0.1
    ${progress_check:-:}
    if [ $((SECONDS - shown)) -ge 10 ]; then
      shown=$SECONDS
      say "  … $label: $((SECONDS - began)) s; $(tail -n 1 "$log" | sed 's/^ *//' | cut -c1-100)"
    fi
  done
  wait "$progress_pid" || status=$?
  progress_pid=''
  return "$status"
}

stop_progress() {
  if [ -n "${progress_pid:-}" ]; then kill -TERM -- "-$progress_pid" 2>/dev/null || true; fi
  progress_pid=''
}

# build TARGET LOG: restore and build, Release; on failure the errors are on stderr.
build() {
  local began=$SECONDS
  say "Building …"
  # No compiler process stays behind after the script has stopped.
  if ! with_progress "building" "$2" dotnet build "$ROOT/$1" -c Release -p:UseSharedCompilation=false -nodeReuse:false -v m -tl:off; then
    grep -E ': error |^error' "$2" | sort -u | head -n 10 >&2 || true
    say "error: the build failed (log: $2)"
    return 1
  fi
  say "Built in $((SECONDS - began)) s."
}

built_dll() { printf '%s/artifacts/bin/%s/release/OrleansOrders.%s.dll\n' "$ROOT" "$1" "$1"; } # PROJECT
