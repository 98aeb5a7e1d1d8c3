#!/usr/bin/env bash
# A round trip with s3cmd. The argument is host:port; the key comes from the environment.
set -euo pipefail
host=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/config"
s3() {
    s3cmd --config "$work/config" --no-ssl --host "$host" --host-bucket "$host" --region us-east-1 \
        --access_key "$AWS_ACCESS_KEY_ID" --secret_key "$AWS_SECRET_ACCESS_KEY" --no-progress "$@"
}

s3 mb s3://s3cmd-readings
head -c 20000000 /dev/urandom >"$work/large"
s3 put --multipart-chunk-size-mb=5 "$work/large" s3://s3cmd-readings/large
s3 get s3://s3cmd-readings/large "$work/back"
cmp "$work/large" "$work/back"
echo "21.5 °C" >"$work/a b+ä.txt"
s3 put --add-header=x-amz-meta-sensor:s-1 "$work/a b+ä.txt" s3://s3cmd-readings/tree/
s3 info "s3://s3cmd-readings/tree/a b+ä.txt" | grep -q "x-amz-meta-sensor: s-1"
s3 cp s3://s3cmd-readings/large s3://s3cmd-readings/copy
[ "$(s3 ls --recursive s3://s3cmd-readings | wc -l)" = 3 ]
s3 --signature-v2 ls s3://s3cmd-readings/tree/ | grep -q "a b+ä.txt"
curl -sf "$(s3 signurl "s3://s3cmd-readings/tree/a b+ä.txt" +60)" | cmp - "$work/a b+ä.txt"
s3 rb --recursive --force s3://s3cmd-readings
echo "s3cmd made its round trip"
