#!/usr/bin/env bash
# A round trip with the AWS CLI. The endpoint's address is the argument; the key comes from the environment.
set -euo pipefail
aws() { /usr/bin/aws --endpoint-url "$endpoint" "$@"; }
fail() {
    echo "$1" >&2
    exit 1
}
endpoint=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

aws sts get-caller-identity --query Account --output text

aws s3 mb s3://awscli-readings
echo "21.5 °C" >"$work/a b+ä.txt"
head -c 20000000 /dev/urandom >"$work/large"
aws s3 cp --quiet "$work/large" s3://awscli-readings/large
aws s3 cp --quiet s3://awscli-readings/large "$work/back"
cmp "$work/large" "$work/back"
mkdir "$work/tree" "$work/copy"
cp "$work/a b+ä.txt" "$work/tree/"
echo two >"$work/tree/two"
aws s3 sync --quiet "$work/tree" s3://awscli-readings/tree
aws s3 sync --quiet s3://awscli-readings/tree "$work/copy"
diff -r "$work/tree" "$work/copy"
[ "$(aws s3 ls --recursive s3://awscli-readings | wc -l)" = 3 ] || fail "not three objects"
url=$(aws s3 presign s3://awscli-readings/tree/two)
[ "$(curl -sf "$url")" = two ] || fail "the presigned address did not give the object"
aws s3 rb --force s3://awscli-readings >/dev/null

aws dynamodb create-table --table-name awscli-readings \
    --attribute-definitions AttributeName=sensor,AttributeType=S AttributeName=time,AttributeType=N \
    --key-schema AttributeName=sensor,KeyType=HASH AttributeName=time,KeyType=RANGE \
    --billing-mode PAY_PER_REQUEST >/dev/null
aws dynamodb wait table-exists --table-name awscli-readings
for time in 1 2 3; do
    aws dynamodb put-item --table-name awscli-readings \
        --item "{\"sensor\":{\"S\":\"s-1\"},\"time\":{\"N\":\"$time\"},\"celsius\":{\"N\":\"2$time.5\"}}"
done
celsius=$(aws dynamodb get-item --table-name awscli-readings \
    --key '{"sensor":{"S":"s-1"},"time":{"N":"2"}}' --query Item.celsius.N --output text)
[ "$celsius" = 22.5 ] || fail "read $celsius"
count=$(aws dynamodb query --table-name awscli-readings --key-condition-expression 'sensor = :s' \
    --expression-attribute-values '{":s":{"S":"s-1"}}' --query Count --output text)
[ "$count" = 3 ] || fail "counted $count"
aws dynamodb delete-table --table-name awscli-readings >/dev/null
if AWS_SECRET_ACCESS_KEY=wrong aws s3 ls 2>"$work/error"; then fail "a wrong secret was let in"; fi
grep -q SignatureDoesNotMatch "$work/error" || fail "$(cat "$work/error")"
echo "the AWS CLI made its round trip"
