#!/usr/bin/env bash
# A machine's life with the AWS CLI. The endpoint's address is the argument; the key comes from the environment.
set -euo pipefail
ec2() { /usr/bin/aws --endpoint-url "$endpoint" --output text ec2 "$@"; }
fail() {
    echo "$1" >&2
    exit 1
}
endpoint=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ssh-keygen -q -t ed25519 -N '' -f "$work/key"
ec2 import-key-pair --key-name cli --public-key-material "fileb://$work/key.pub" >/dev/null
group=$(ec2 create-security-group --group-name cli-machines --description SSH --query GroupId)
ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 22 --cidr 0.0.0.0/0 >/dev/null
printf '#!/bin/sh\necho sown > /root/field\n' >"$work/user-data"
amazon_linux=/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
image=$(/usr/bin/aws --endpoint-url "$endpoint" --output text ssm get-parameters --names "$amazon_linux" --query 'Parameters[0].Value')
[ "$image" = "$(ec2 describe-images --image-ids "$image" --query 'Images[0].ImageId')" ] || fail "a parameter that is no image: $image"
id=$(ec2 run-instances --image-id "resolve:ssm:$amazon_linux" --instance-type t1.micro --key-name cli --security-group-ids "$group" \
    --user-data "file://$work/user-data" --query 'Instances[0].InstanceId' \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=field}]')
ec2 wait instance-running --instance-ids "$id"
address=$(ec2 describe-instances --filters Name=tag:Name,Values=fie* Name=instance-state-name,Values=running \
    --query 'Reservations[].Instances[].PublicIpAddress')
[ "$(bash "$here/login.sh" "$work/key" "$address" cat /root/field)" = sown ] || fail "the user data did not run"
[ "$(ec2 describe-instances --filters Name=instance-type,Values=m5.large --query 'Reservations[].Instances[].InstanceId')" = "" ] ||
    fail "found by a type that it isn't"
if ec2 describe-instances --instance-ids i-0123456789abcdef0 2>"$work/error"; then fail "an instance that isn't there"; fi
grep -q InvalidInstanceID.NotFound "$work/error" || fail "$(cat "$work/error")"
[ "$(ec2 terminate-instances --instance-ids "$id" --query 'TerminatingInstances[0].CurrentState.Name')" = shutting-down ] ||
    fail "not shutting down"
# `wait instance-terminated` asks every 15 seconds.
for _ in {1..60}; do
    [ "$(ec2 describe-instances --instance-ids "$id" --query 'Reservations[0].Instances[0].State.Name')" = terminated ] && break
done
ec2 delete-security-group --group-id "$group" >/dev/null
ec2 delete-key-pair --key-name cli >/dev/null
echo "the AWS CLI ran a machine and ended it"
