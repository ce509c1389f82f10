#!/bin/sh
# size.sh
# Takes into use what was plugged in, where the guest does not by itself, and prints what is in use:
# MiB of memory, what the kernel keeps for itself included, and the number of processors.
memory=/sys/devices/system/memory
for state in "$memory"/memory[0-9]*/state; do
  if [ "$(cat "$state" 2>/dev/null)" = offline ]; then
    echo online >"$state"
  fi
done
for processor in /sys/devices/system/cpu/cpu[0-9]*/online; do
  if [ "$(cat "$processor" 2>/dev/null)" = 0 ]; then
    echo 1 >"$processor"
  fi
done
block=$(cat "$memory/block_size_bytes") || exit 1
blocks=$(cat "$memory"/memory[0-9]*/state | grep -cx online)
echo "$((0x$block / 1048576 * blocks)) $(getconf _NPROCESSORS_ONLN)"
