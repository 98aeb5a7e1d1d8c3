#!/usr/bin/env bash
# RDS with the AWS CLI. The endpoint's address is the argument; the key comes from the environment.
set -euo pipefail
endpoint=$1
rds() { /usr/bin/aws --endpoint-url "$endpoint" rds "$@"; }
status() { rds describe-db-instances --db-instance-identifier cli --query 'DBInstances[0].DBInstanceStatus' --output text; }
fail() {
    echo "$1" >&2
    exit 1
}

rds describe-db-engine-versions --engine mariadb --query 'DBEngineVersions[].EngineVersion' --output text | grep -q 11 ||
    fail "no MariaDB"
rds create-db-security-group --db-security-group-name cli --db-security-group-description "of the CLI" >/dev/null
rds authorize-db-security-group-ingress --db-security-group-name cli --cidrip 10.1.0.0/16 >/dev/null
rds create-db-instance --db-instance-identifier cli --db-instance-class db.t3.micro --engine mariadb \
    --allocated-storage 20 --master-username master --master-user-password correct-horse \
    --db-security-groups cli >/dev/null
for _ in $(seq 100); do
    [ "$(status)" = available ] && break
    sleep 0.2
done
[ "$(status)" = available ] || fail "not available but $(status)"
rds describe-db-log-files --db-instance-identifier cli --query 'DescribeDBLogFiles[].LogFileName' --output text | grep -q . ||
    fail "no logs"
rds describe-events --source-type db-instance --source-identifier cli --query 'Events[].Message' --output text |
    grep -q "DB instance created" || fail "no event"
rds delete-db-instance --db-instance-identifier cli --skip-final-snapshot >/dev/null
while status >/dev/null 2>&1; do sleep 0.2; done
rds delete-db-security-group --db-security-group-name cli
echo "the AWS CLI made its round trip with RDS"
