#!/bin/sh
# announce.sh ADDRESS
# Tells the neighbours by gratuitous ARP (RFC 5227 section 3) that this guest answers at ADDRESS.
if [ $# -ne 1 ]; then
  echo "usage: announce.sh ADDRESS" >&2
  exit 2
fi
device=$(ip -o -4 address show | awk -v address="$1" '{ split($4, a, "/") } a[1] == address { print $2; exit }')
if [ -z "$device" ]; then
  echo "announce.sh: $1 is not an address of this guest" >&2
  exit 1
fi
exec arping -U -c 3 -I "$device" "$1"
