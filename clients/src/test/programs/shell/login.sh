#!/usr/bin/env bash
# Logs in to a machine as soon as it lets one in, and runs a command there: KEY-FILE ADDRESS COMMAND...
# Without the right to listen on port 22 the server answers 10,000 above.
set -euo pipefail
key=$1 address=$2
shift 2
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
deadline=$((SECONDS + 60))
while [ $SECONDS -lt $deadline ]; do
    for port in 22 10022; do
        if ssh -i "$key" -p $port -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
            -o LogLevel=ERROR -o ConnectTimeout=5 "root@$address" "$@" >"$printed" 2>&1 </dev/null; then
            cat "$printed"
            exit
        fi
    done
    sleep 0.1
done
echo "nobody could log in to $address: $(cat "$printed")" >&2
exit 1
