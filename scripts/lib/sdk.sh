# The .NET SDK, the choice of the engine and the build. Sourced by run.sh and test.sh, which set ROOT and call fail() on trouble.

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
  # In the clone, whose global.json says which SDK it takes.
  said=$(cd "$ROOT" && dotnet --version 2>&1) && return
  case $said in
    *global.json*) said="found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')" ;;
    *) said=$(grep -m1 . <<<"$said") ;;
  esac
  fail "the .NET SDK 10 is missing or does not work (${said% }): install it from https://dotnet.microsoft.com/download"
}

engine_name() { # embedded|orleans → the value of GrainEngine
  case $1 in
    embedded|Embedded) printf 'Embedded\n' ;;
    orleans|Orleans) printf 'Orleans\n' ;;
    *) return 1 ;;
  esac
}

# with_progress LABEL LOG COMMAND…: the command's output goes to LOG; every ten seconds a line says that it is still at it.
# The pid of the running command is in 'progress_pid', the leader of its own process group; 'progress_check', if set, is called all along.
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

# restores TARGET ENGINE LOG: whether all packages that it needs on that engine can be had. Takes no more than 90 s.
restores() {
  with_progress "restoring the packages of $2" "$3" \
    timeout 90 dotnet restore "$ROOT/$1" -p:GrainEngine="$2" -nodeReuse:false -v q -tl:off
}

why_not_restored() { # LOG: the first error in one short line
  local line
  line=$(grep -m1 -oE 'error [A-Z]+[0-9]+: .*' "$1" | sed -E 's/^error //; s/\. .*$/./' | cut -c1-160)
  printf '%s\n' "${line:-it took longer than 90 s}"
}

found_file() { printf '%s/artifacts/GrainEngine.props\n' "$ROOT"; }

found_engine() { sed -n 's:.*<GrainEngine>\(.*\)</GrainEngine>.*:\1:p' "$(found_file)" 2>/dev/null; }

remember_engine() {
  mkdir -p "$ROOT/artifacts"
  printf '<Project>\n  <!-- What run.sh or test.sh found; delete this file and they look again. -->\n  <PropertyGroup>\n    <GrainEngine>%s</GrainEngine>\n  </PropertyGroup>\n</Project>\n' \
    "$1" >"$(found_file)"
}

# choose_engine LOGS [asked]: sets 'engine' and 'engine_why'.
choose_engine() {
  local logs=$1 asked=${2:-}
  if [ -n "$asked" ]; then
    engine=$(engine_name "$asked") || fail "the engine is 'embedded' or 'orleans', not '$asked'"
    engine_why='asked for'
    return
  fi
  engine=$(found_engine)
  # What was found stands until the package versions change; a failure may have been the network's and stands for a day.
  if [ -n "$engine" ] && [ "$(found_file)" -nt "$ROOT/Directory.Packages.props" ] &&
      { [ "$engine" = Orleans ] || [ -z "$(find "$(found_file)" -mmin +1440)" ]; }; then
    engine_why="found earlier; delete artifacts/GrainEngine.props to look again"
    if [ "$engine" = Embedded ]; then engine_why="the Orleans packages could not be restored; $engine_why"; fi
    return
  fi
  say "Looking for the Orleans packages …"
  if restores src/Silo/Silo.csproj Orleans "$logs/restore-orleans.log"; then
    engine=Orleans
    engine_why='its packages were restored'
  else
    engine=Embedded
    engine_why="Orleans could not be restored: $(why_not_restored "$logs/restore-orleans.log")"
  fi
  remember_engine "$engine"
}

# build TARGET ENGINE LOG: Release; ends with the errors on stderr and a status other than 0 when it fails.
build() {
  local began=$SECONDS
  say "Building on the $2 engine …"
  # No process of the compiler stays behind: a script that was asked to stop has stopped.
  if ! with_progress "building" "$3" dotnet build "$ROOT/$1" -c Release -p:GrainEngine="$2" -p:UseSharedCompilation=false \
      -nodeReuse:false -v m -tl:off; then
    grep -E ': error |^error' "$3" | sort -u | head -n 10 >&2 || true
    say "error: the build on the $2 engine failed (log: $3)"
    return 1
  fi
  say "Built in $((SECONDS - began)) s."
}
