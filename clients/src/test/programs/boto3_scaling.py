"""A group of two machines behind an application load balancer with boto3. The endpoint's address is the argument; the key comes
from the environment. The last line printed is the balancer's page."""

import base64
import sys
import time
from urllib.request import urlopen

import boto3
from botocore.exceptions import ClientError

ec2, scaling, elb = (boto3.client(name, endpoint_url=sys.argv[1]) for name in ('ec2', 'autoscaling', 'elbv2'))
BOOT = """#!/bin/sh
mkdir -p /srv/cgi-bin
hostname > /srv/index.html
printf '#!/bin/sh\\n(timeout 12 sh -c "while :; do :; done" >/dev/null 2>&1 &)\\nprintf "Content-Type: text/plain\\\\r\\\\n\\\\r\\\\n"\\nhostname\\n' > /srv/cgi-bin/work
chmod +x /srv/cgi-bin/work
httpd -p 8000 -h /srv
"""

subnets = [s['SubnetId'] for s in ec2.describe_subnets(Filters=[{'Name': 'default-for-az', 'Values': ['true']}])['Subnets']][:2]
vpc = ec2.describe_vpcs(Filters=[{'Name': 'is-default', 'Values': ['true']}])['Vpcs'][0]['VpcId']
targets = elb.create_target_group(Name='greenhouses', Protocol='HTTP', Port=8000, VpcId=vpc, HealthCheckIntervalSeconds=5,
                                  HealthCheckTimeoutSeconds=2, HealthyThresholdCount=2,
                                  UnhealthyThresholdCount=2)['TargetGroups'][0]['TargetGroupArn']
balancer = elb.create_load_balancer(Name='greenhouses', Subnets=subnets)['LoadBalancers'][0]['LoadBalancerArn']
elb.create_listener(LoadBalancerArn=balancer, Protocol='HTTP', Port=8000,
                    DefaultActions=[{'Type': 'forward', 'TargetGroupArn': targets}])
elb.get_waiter('load_balancer_available').wait(LoadBalancerArns=[balancer], WaiterConfig={'Delay': 1})
zones = elb.describe_load_balancers(LoadBalancerArns=[balancer])['LoadBalancers'][0]['AvailabilityZones']
page = 'http://%s:8000/' % zones[0]['LoadBalancerAddresses'][0]['IpAddress']

template = ec2.create_launch_template(LaunchTemplateName='greenhouse', LaunchTemplateData={
    'ImageId': 'ami-d0f89fb9', 'InstanceType': 't1.micro', 'UserData': base64.b64encode(BOOT.encode()).decode()})
scaling.create_auto_scaling_group(
    AutoScalingGroupName='greenhouses', MinSize=2, MaxSize=3, DefaultCooldown=0, VPCZoneIdentifier=','.join(subnets),
    LaunchTemplate={'LaunchTemplateId': template['LaunchTemplate']['LaunchTemplateId'], 'Version': '$Latest'},
    HealthCheckType='ELB', HealthCheckGracePeriod=300, TargetGroupARNs=[targets],
    Tags=[{'Key': 'Crop', 'Value': 'tomatoes', 'PropagateAtLaunch': True}])
try:
    scaling.create_auto_scaling_group(AutoScalingGroupName='greenhouses', MinSize=0, MaxSize=0, AvailabilityZones=['us-east-1a'])
    raise AssertionError('two groups of one name')
except ClientError as e:
    assert e.response['Error']['Code'] in ('AlreadyExists', 'ValidationError'), e

# What answers with an empty result is read all the same.
scaling.put_lifecycle_hook(AutoScalingGroupName='greenhouses', LifecycleHookName='farewell', HeartbeatTimeout=30,
                           LifecycleTransition='autoscaling:EC2_INSTANCE_TERMINATING', DefaultResult='CONTINUE')
assert scaling.describe_lifecycle_hooks(AutoScalingGroupName='greenhouses')['LifecycleHooks'][0]['GlobalTimeout'] == 3000
scaling.delete_lifecycle_hook(AutoScalingGroupName='greenhouses', LifecycleHookName='farewell')

began = time.time()
elb.get_waiter('target_in_service').wait(TargetGroupArn=targets, WaiterConfig={'Delay': 1, 'MaxAttempts': 90})
while True:
    group = scaling.describe_auto_scaling_groups(
        AutoScalingGroupNames=['greenhouses'])['AutoScalingGroups'][0]
    healthy = [t for t in elb.describe_target_health(TargetGroupArn=targets)['TargetHealthDescriptions']
               if t['TargetHealth']['State'] == 'healthy']
    if len(healthy) == 2:
        break
    assert time.time() < began + 90, group
    time.sleep(0.3)
print('two healthy after %.1f s' % (time.time() - began))
assert [i['LifecycleState'] for i in group['Instances']] == ['InService'] * 2, group
assert len({i['AvailabilityZone'] for i in group['Instances']}) == 2, group
machine = ec2.describe_instances(InstanceIds=[group['Instances'][0]['InstanceId']])['Reservations'][0]['Instances'][0]
assert {'Key': 'Crop', 'Value': 'tomatoes'} in machine['Tags'], machine['Tags']
assert len({urlopen(page, timeout=10).read() for _ in range(20)}) == 2
activities = scaling.get_paginator('describe_scaling_activities').paginate(AutoScalingGroupName='greenhouses')
assert {a['StatusCode'] for answer in activities for a in answer['Activities']} == {'Successful'}
print(page)
