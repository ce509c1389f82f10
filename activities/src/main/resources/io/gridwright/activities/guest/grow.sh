#!/bin/sh
# grow.sh
# The root's partition and file system fill the disk, which was grown beneath them. Prints "grown to"
# and the file system's size in MiB, or "left" and why it is left as it is; fails only where growing
# was begun and broke.
device=$(findmnt -no SOURCE /)
kind=$(findmnt -no FSTYPE /)
name=$(basename "$device")
number=$(cat "/sys/class/block/$name/partition" 2>/dev/null)
if [ -z "$number" ]; then
  echo "left: the root $device is not a partition of a disk"
  exit 0
fi
disk=/dev/$(basename "$(dirname "$(readlink -f "/sys/class/block/$name")")")
case "$kind" in
  ext2 | ext3 | ext4) program=resize2fs target=$device ;;
  xfs) program=xfs_growfs target=/ ;;
  *)
    echo "left: no program is known that grows $kind"
    exit 0
    ;;
esac
for needed in growpart "$program"; do
  if ! command -v "$needed" >/dev/null; then
    echo "left: $needed is not installed"
    exit 0
  fi
done
said=$(growpart "$disk" "$number" 2>&1)
code=$?
# 1 with NOCHANGE: an earlier attempt, or the guest itself, was here before.
if [ "$code" -ne 0 ] && ! echo "$said" | grep -q NOCHANGE; then
  echo "growpart: $said" >&2
  exit 1
fi
said=$("$program" "$target" 2>&1) || {
  echo "$program: $said" >&2
  exit 1
}
echo "grown to $(df -m --output=size / | tail -n 1 | tr -d ' ') MiB"
