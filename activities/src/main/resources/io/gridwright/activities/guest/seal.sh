#!/bin/sh
# seal.sh
# Hides what the engine writes (user data may hold secrets) from the guest's other users. The agent
# writes files that everyone may read, so this runs before them: a file keeps its mode.
umask 077
touch /etc/gridwright/user-data
chmod 600 /etc/gridwright/user-data
