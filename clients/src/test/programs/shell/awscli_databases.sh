#!/usr/bin/env bash
# A database server with the AWS CLI, pointed here by nothing but the file that is the argument: what `tule aws-env` prints.
set -euo pipefail
PATH=/usr/bin:$PATH
. "$1"
fail() {
    echo "$1" >&2
    exit 1
}

aws rds create-db-instance --db-instance-identifier awscli-readings --db-instance-class db.t3.micro \
    --engine postgres --allocated-storage 20 --master-username office --master-user-password the-cli-waits \
    --db-name readings --query DBInstance.DBInstanceStatus --output text
status() { aws rds describe-db-instances --db-instance-identifier awscli-readings --query 'DBInstances[0].DBInstanceStatus' --output text; }
# The CLI looks twice a minute; so it is asked when there is no need to look twice.
until [ "$(status)" = available ]; do sleep 0.2; done
aws rds wait db-instance-available --db-instance-identifier awscli-readings
aws rds delete-db-instance --db-instance-identifier awscli-readings --skip-final-snapshot >/dev/null
while status >/dev/null 2>&1; do sleep 0.2; done
aws rds wait db-instance-deleted --db-instance-identifier awscli-readings
[ "$(aws ec2 describe-vpcs --query 'length(Vpcs)')" = 1 ] || fail "EC2 is elsewhere"
echo "the AWS CLI had its database server"
