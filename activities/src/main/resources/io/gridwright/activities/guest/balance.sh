#!/bin/sh
# balance.sh TICKET FILE
# HAProxy follows FILE, unless the file that it follows carries this ticket or a higher one: several
# operations write it, each what it read from the ledger after it took its ticket. It is reloaded
# either way, for whoever wrote the file in force may not have come so far.
if [ $# -ne 2 ]; then
  echo "usage: balance.sh TICKET FILE" >&2
  exit 2
fi
in_force=/etc/haproxy/haproxy.cfg
exec 9>/run/lock/gridwright-balance
flock 9
held=$(sed -n 's/^# ticket \([0-9][0-9]*\)$/\1/p' "$in_force" 2>/dev/null | head -n 1)
if [ "$1" -gt "${held:-0}" ]; then
  if [ ! -f "$2" ]; then
    echo "balance.sh: $2 is not there" >&2
    exit 3
  fi
  haproxy -c -f "$2" || exit 1
  mv "$2" "$in_force" || exit 1
fi
for left in "$in_force".[0-9]*; do
  if [ -f "$left" ] && [ "${left##*.}" -le "$1" ]; then
    rm -f "$left"
  fi
done
if systemctl is-active --quiet haproxy; then
  exec systemctl reload haproxy
fi
exec systemctl start haproxy
