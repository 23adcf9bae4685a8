# Removes what earlier or interrupted tests left behind. Sourced by test.sh, chaos.sh and bench.sh, which set ROOT.

# sweep DIR: ends the applications and the servers that were started under this folder, and deletes their data.
sweep() {
  local run=$1 file pid folder
  for file in "$run"/apps/*; do
    pid=${file##*/}
    if [ -s "$file" ] && process_is "$pid" "$(cat "$file")"; then kill -KILL "$pid" 2>/dev/null; fi
  done
  for folder in "$run" "$run"/private_*; do
    # A paused server would not stop gracefully.
    if [ -d "$folder" ]; then "$ROOT/scripts/servers.sh" kill "$folder" 8>&-; "$ROOT/scripts/servers.sh" wipe "$folder" 8>&-; fi
  done
  rm -rf "$run"/apps "$run"/private_*
}
