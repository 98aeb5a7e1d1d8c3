#!/usr/bin/env bash
# Scales a group by its machines' load, with the AWS CLI: ENDPOINT GROUP. The key comes from the environment.
set -euo pipefail
endpoint=$1 group=$2
aws() { /usr/bin/aws --endpoint-url "$endpoint" --output text "$@"; }

policy() {
    aws autoscaling put-scaling-policy --auto-scaling-group-name "$group" --policy-name "$1" --policy-type SimpleScaling \
        --adjustment-type ExactCapacity --scaling-adjustment "$2" --cooldown 0 --query PolicyARN
}
more=$(policy more 3)
fewer=$(policy fewer 2)
aws cloudwatch put-metric-alarm --alarm-name busy --namespace AWS/EC2 --metric-name CPUUtilization --statistic Average \
    --dimensions "Name=AutoScalingGroupName,Value=$group" --period 60 --evaluation-periods 1 --threshold 20 \
    --comparison-operator GreaterThanThreshold --alarm-actions "$more" --ok-actions "$fewer"
is() {
    [ "$1" = "$2" ] || {
        echo "$1 instead of $2" >&2
        exit 1
    }
}
is "$(aws cloudwatch describe-alarms --alarm-names busy --query 'MetricAlarms[0].AlarmActions[0]')" "$more"
is "$(aws autoscaling describe-policies --auto-scaling-group-name "$group" --policy-names more --query 'ScalingPolicies[].Alarms[].AlarmName')" busy
# Their boot was work, too: the alarm may have added one already.
is "$(aws autoscaling describe-auto-scaling-instances --query 'AutoScalingInstances[].[AutoScalingGroupName]' | sort -u)" "$group"
echo "the AWS CLI scales by load"
