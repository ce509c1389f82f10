#!/bin/sh
# probe.sh HOST PORT COUNT
# Opens COUNT connections and prints one line for each: the milliseconds that connecting took,
# "refused" or "timeout". Exit code 0 if all were made, 1 if not, 2 for wrong usage.
if [ $# -ne 3 ]; then
  echo "usage: probe.sh HOST PORT COUNT" >&2
  exit 2
fi
address=$(getent ahostsv4 "$1" | awk 'NR == 1 { print $1 }')
if [ -z "$address" ]; then
  echo "probe.sh: cannot resolve $1" >&2
  exit 2
fi
# Only bash opens sockets by itself; EPOCHREALTIME (bash 5) reads the clock without a new process.
exec bash -s "$address" "$2" "$3" <<'BASH'
connect() {
  local before=${EPOCHREALTIME/[.,]/}
  exec 3<>"/dev/tcp/$1/$2" || exit 1
  local after=${EPOCHREALTIME/[.,]/}
  local micros=$((after - before))
  printf '%d.%03d\n' $((micros / 1000)) $((micros % 1000))
}
export -f connect
all=0
for ((i = 0; i < $3; i++)); do
  timeout 1 bash -c 'connect "$@"' connect "$1" "$2" 2>/dev/null
  case $? in
    0) ;;
    124) echo timeout; all=1 ;;
    *) echo refused; all=1 ;;
  esac
done
exit $all
BASH
