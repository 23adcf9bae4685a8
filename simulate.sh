#!/usr/bin/env bash
# Runs the system under deterministic simulation. Needs the .NET SDK and the NuGet packages, and no server. See docs/simulation.md.
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
RUN=$ROOT/.run/simulate
. "$ROOT/scripts/lib/common.sh"
. "$ROOT/scripts/lib/sdk.sh"

usage() {
  cat <<'TEXT'
Usage: ./simulate.sh [--seeds N [--from N] [--digests] | --seed N [--keep LIST] | --minutes M | --mutants]

--seeds N    runs N seeds (default 1000), from --from on (default 1)
--digests    writes a line for each seed with the hash of its trace: equal lines are equal runs
--seed N     runs one seed and prints its full trace; --keep runs only these numbers of its plan
--minutes M  runs as many seeds as fit into M minutes
--mutants    plants known bugs, one after the other, and checks that each is found
The last line is "N seeds, N steps, N violations, N of N probes reached" or "N of N planted bugs found".
It needs the .NET SDK and the packages of Orleans, and neither RabbitMQ nor PostgreSQL.
TEXT
}

# build_simulator FOLDER [OPTION…]: builds the simulator from the sources in a folder.
build_simulator() {
  local log=$RUN/build.log
  if ! dotnet build "$1/tests/Simulation/Simulation.csproj" -c Release "${@:2}" >"$log" 2>&1; then
    grep -E 'error' "$log" | sort -u | head -n 20 >&2
    return 1
  fi
}

simulator_of() { printf '%s\n' "$1/artifacts/bin/Simulation/release/OrleansOrders.Simulation.dll"; }

# Plants one bug at a time in a copy of the sources.
mutants() {
  local copy=$RUN/mutants simulator name seeds file status found=0 planted=0 out
  simulator=$(simulator_of "$ROOT")
  rm -rf "$copy"
  mkdir -p "$copy"
  (cd "$ROOT" && tar -cf - --exclude=bin --exclude=obj --exclude=artifacts --exclude=.run --exclude=.git .) | tar -xf - -C "$copy"
  while read -r name seeds file; do
    planted=$((planted + 1))
    cp "$copy/$file" "$RUN/original"
    dotnet "$simulator" --plant "$name" --into "$copy" || fail "$name cannot be planted"
    build_simulator "$copy" -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false </dev/null || fail "with $name planted the simulator cannot be built"
    status=0
    out=$(dotnet "$(simulator_of "$copy")" --first-only --seeds "$seeds" 2>/dev/null </dev/null) || status=$?
    if [ "$status" = 1 ] && grep -q '^seed ' <<<"$out"; then
      found=$((found + 1))
      say "found     $name, after $(tail -n 1 <<<"$out" | cut -d' ' -f1) of $seeds seeds: $(grep -m 1 '^seed ' <<<"$out" | cut -c1-160)"
    else
      say "NOT FOUND $name, in $seeds seeds"
    fi
    # The copied file is newer than the build with the planted bug, so it is compiled again.
    cp "$RUN/original" "$copy/$file"
  done < <(dotnet "$simulator" --list-mutants)
  printf '%s of %s planted bugs found\n' "$found" "$planted"
  [ "$found" = "$planted" ]
}

mutants=no arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --mutants) mutants=yes ;;
    --digests) arguments+=("$1") ;;
    --seeds|--from|--seed|--minutes)
      whole_number "$@"
      arguments+=("$1" "$2")
      shift ;;
    --keep)
      case ${2:-} in ''|*[!0-9,]*) fail "--keep needs numbers with commas between them, not '${2:-}'" ;; esac
      arguments+=("$1" "$2")
      shift ;;
    *) usage >&2; fail "unknown option '$1'" ;;
  esac
  shift
done
if [ "$mutants" = yes ] && [ ${#arguments[@]} -gt 0 ]; then fail "--mutants takes no other option"; fi

# The run compiles much code, and the write protection of its pages would cost much of the run.
export DOTNET_EnableWriteXorExecute=0

umask 022
mkdir -p "$RUN"
find_sdk
say "Building the simulator …"
build_simulator "$ROOT" || fail "the simulator cannot be built (log: $RUN/build.log)"
if [ "$mutants" = yes ]; then mutants; else dotnet "$(simulator_of "$ROOT")" ${arguments[@]+"${arguments[@]}"}; fi
