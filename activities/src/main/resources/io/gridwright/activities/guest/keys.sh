#!/bin/sh
# keys.sh USER
# The keys of /etc/gridwright/keys may log on as USER, those of /etc/gridwright/keys-gone no more.
# What others wrote there stays.
user=$1
home=$(getent passwd "$user" | cut -d: -f6)
if [ -z "$home" ]; then
  echo "keys.sh: there is no user $user" >&2
  exit 1
fi
folder=$home/.ssh
file=$folder/authorized_keys
umask 077
mkdir -p "$folder" && touch "$file" || exit 1
new=$(mktemp "$file.XXXXXX") || exit 1
grep -vxFf /etc/gridwright/keys-gone "$file" >"$new"
while IFS= read -r key; do
  if [ -n "$key" ] && ! grep -qxF -e "$key" "$new"; then
    printf '%s\n' "$key" >>"$new"
  fi
done </etc/gridwright/keys
chown "$user:" "$folder" "$new" && mv "$new" "$file"
