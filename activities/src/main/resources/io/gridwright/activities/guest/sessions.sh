#!/bin/sh
# sessions.sh PORT...
# How many established connections this guest has at its own ports.
count() {
  ss -Htn state established "sport = :$1" | wc -l
}
total=0
for port in "$@"; do
  total=$((total + $(count "$port")))
done
echo "$total"
