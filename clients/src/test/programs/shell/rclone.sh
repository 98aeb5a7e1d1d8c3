#!/usr/bin/env bash
# A round trip with rclone. The endpoint's address is the argument; the key comes from the environment.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RCLONE_CONFIG="$work/config" RCLONE_CONFIG_TULE_TYPE=s3 RCLONE_CONFIG_TULE_PROVIDER=Other \
    RCLONE_CONFIG_TULE_ENV_AUTH=true RCLONE_CONFIG_TULE_REGION=us-east-1 RCLONE_CONFIG_TULE_ENDPOINT="$1"
touch "$work/config"

mkdir -p "$work/tree/ä b"
head -c 20000000 /dev/urandom >"$work/tree/large"
for i in 1 2 3 4 5; do echo "$i" >"$work/tree/ä b/$i+.txt"; done
rclone mkdir tule:rclone-readings
rclone copy --s3-chunk-size 5M --s3-upload-cutoff 5M "$work/tree" tule:rclone-readings/tree
rclone check --download "$work/tree" tule:rclone-readings/tree
rclone copy tule:rclone-readings/tree "$work/back"
diff -r "$work/tree" "$work/back"
rm "$work/tree/ä b/1+.txt"
rclone sync "$work/tree" tule:rclone-readings/tree
[ "$(rclone lsf -R --files-only tule:rclone-readings | wc -l)" = 5 ]
rclone moveto tule:rclone-readings/tree/large tule:rclone-readings/moved
rclone cat tule:rclone-readings/moved | cmp - "$work/tree/large"
rclone purge tule:rclone-readings
echo "rclone made its round trip"
