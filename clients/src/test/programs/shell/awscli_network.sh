#!/usr/bin/env bash
# VPCs and security groups with the AWS CLI. The endpoint's address is the argument; the key comes from the environment.
set -euo pipefail
ec2() { /usr/bin/aws --endpoint-url "$endpoint" ec2 "$@"; }
fail() {
    echo "$1" >&2
    exit 1
}
endpoint=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ "$(ec2 describe-vpcs --filters Name=isDefault,Values=true --query 'Vpcs[0].CidrBlock' --output text)" = 172.31.0.0/16 ] ||
    fail "no default VPC"
vpc=$(ec2 create-vpc --cidr-block 10.40.0.0/16 --query Vpc.VpcId --output text \
    --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=farm}]')
ec2 wait vpc-available --vpc-ids "$vpc"
[ "$(ec2 describe-vpcs --filters Name=tag:Name,Values=farm --query 'Vpcs[].VpcId' --output text)" = "$vpc" ] ||
    fail "not found by its name"
subnet=$(ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.40.1.0/24 --query Subnet.SubnetId --output text)
ec2 wait subnet-available --subnet-ids "$subnet"
group=$(ec2 create-security-group --vpc-id "$vpc" --group-name barn --description "the barn" --query GroupId --output text)
ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 22 --cidr 0.0.0.0/0 >/dev/null
ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 5000-5010 --source-group "$group" >/dev/null
ports=$(ec2 describe-security-groups --group-ids "$group" --query 'sort(SecurityGroups[0].IpPermissions[].FromPort)' --output text)
[ "$ports" = "22	5000" ] || fail "ports are $ports"
rule=$(ec2 describe-security-group-rules --filters "Name=group-id,Values=$group" \
    --query 'SecurityGroupRules[?FromPort==`22`].SecurityGroupRuleId' --output text)
ec2 revoke-security-group-ingress --group-id "$group" --security-group-rule-ids "$rule" >/dev/null
if ec2 delete-vpc --vpc-id "$vpc" 2>"$work/error"; then fail "a VPC in use was deleted"; fi
grep -q DependencyViolation "$work/error" || fail "$(cat "$work/error")"
acl=$(ec2 create-network-acl --vpc-id "$vpc" --query NetworkAcl.NetworkAclId --output text)
ec2 create-network-acl-entry --network-acl-id "$acl" --ingress --rule-number 100 --protocol tcp \
    --port-range From=80,To=80 --cidr-block 0.0.0.0/0 --rule-action allow
ec2 delete-network-acl --network-acl-id "$acl"
ec2 delete-security-group --group-id "$group" >/dev/null
ec2 delete-subnet --subnet-id "$subnet"
ec2 delete-vpc --vpc-id "$vpc"
echo "the AWS CLI laid a network and took it away"
