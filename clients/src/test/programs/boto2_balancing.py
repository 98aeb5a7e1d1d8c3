"""A group of machines behind a classic load balancer with boto 2.49, replaced and scaled by an alarm; BOTO_CONFIG says where."""

import threading
import time
from datetime import datetime, timedelta

import boto.ec2
import boto.ec2.autoscale
import boto.ec2.cloudwatch
import boto.ec2.elb
from boto.ec2.autoscale import AutoScalingGroup, LaunchConfiguration, ScalingPolicy
from boto.ec2.cloudwatch import MetricAlarm
from boto.ec2.elb import HealthCheck
from boto.ec2.elb.attributes import ConnectionDrainingAttribute

try:
    from urllib.request import urlopen
except ImportError:
    from urllib2 import urlopen

ec2 = boto.ec2.connect_to_region('us-east-1')
cloudwatch = boto.ec2.cloudwatch.connect_to_region('us-east-1')
scaling = boto.ec2.autoscale.connect_to_region('us-east-1')
elb = boto.ec2.elb.connect_to_region('us-east-1')

front = elb.create_load_balancer('front', ['us-east-1a', 'us-east-1b'], [(8000, 8000, 'http')])
front.configure_health_check(HealthCheck(interval=5, timeout=2, healthy_threshold=2, unhealthy_threshold=2,
                                         target='HTTP:8000/'))
draining = ConnectionDrainingAttribute()
draining.enabled, draining.timeout = True, 30
assert elb.modify_lb_attribute('front', 'connectionDraining', draining)
assert elb.get_all_lb_attributes('front').connection_draining.timeout == 30
assert elb.disable_availability_zones('front', ['us-east-1b']) == ['us-east-1a']
assert elb.enable_availability_zones('front', ['us-east-1b']) == ['us-east-1a', 'us-east-1b']
front = elb.get_all_load_balancers(['front'])[0]
assert front.dns_name.startswith('front-') and front.dns_name.endswith('.us-east-1.elb.amazonaws.com'), front.dns_name
page = 'http://%s:8000/' % front.canonical_hosted_zone_name


def until(true, what):
    deadline = time.time() + 90
    while not true():
        activities = [a.description for a in scaling.get_all_activities('web')]
        assert time.time() < deadline, '%s: %s %s' % (what, [(i.instance_id, i.state, i.description) for i in elb.describe_instance_health('front')], activities)
        time.sleep(0.3)


def serving():
    return sorted(i.instance_id for i in elb.describe_instance_health('front') if i.state == 'InService')


limits = scaling.get_account_limits()
assert limits.max_autoscaling_groups == 500 and limits.max_launch_configurations == 200, vars(limits)
scaling.create_launch_configuration(LaunchConfiguration(
    name='page', image_id='ami-d0f89fb9', instance_type='t1.micro',
    user_data='#!/bin/sh\nmkdir -p /srv\nhostname > /srv/index.html\nhttpd -p 8000 -h /srv\n'))
scaling.create_auto_scaling_group(AutoScalingGroup(
    group_name='web', launch_config='page', availability_zones=['us-east-1a', 'us-east-1b'], load_balancers=['front'],
    min_size=2, max_size=3, default_cooldown=1))
began = time.time()
until(lambda: len(serving()) == 2, 'in service')
print('two in service after %.1f s' % (time.time() - began))
names = set(urlopen(page, timeout=10).read().strip() for _ in range(20))
assert len(names) == 2, names

machine = ec2.get_only_instances([serving()[0]])[0]
assert machine.state == 'running' and machine.instance_type == 't1.micro'
assert machine.tags['aws:autoscaling:groupName'] == 'web', machine.tags

# The same machine behind a second one, which carries connections as they are.
side = elb.create_load_balancer('side', ['us-east-1a', 'us-east-1b'], [(9000, 8000, 'tcp')])
assert elb.create_lb_policy('side', 'tell', 'ProxyProtocolPolicyType', {'ProxyProtocol': True})
assert elb.set_lb_policies_of_backend_server('side', 8000, ['tell'])
assert [p.policy_name for p in elb.get_all_load_balancers(['side'])[0].policies.other_policies] == ['tell']
# The page doesn't know that protocol.
assert elb.set_lb_policies_of_backend_server('side', 8000, [])
side.configure_health_check(HealthCheck(interval=5, timeout=2, healthy_threshold=2, unhealthy_threshold=2, target='TCP:8000'))
assert [i.id for i in elb.register_instances('side', [machine.id])] == [machine.id]
until(lambda: [i.state for i in side.get_instance_health([machine.id])] == ['InService'], 'in service at the side')
side = elb.get_all_load_balancers(['side'])[0]
assert [i.id for i in side.instances] == [machine.id] and side.health_check.target == 'TCP:8000'
assert side.listeners[0].get_tuple() == (9000, 8000, 'TCP'), side.listeners
own = set(urlopen('http://%s:9000/' % side.canonical_hosted_zone_name, timeout=10).read().strip() for _ in range(3))
assert len(own) == 1 and own < names, (own, names)
assert elb.deregister_instances('side', [machine.id]) == []
assert side.delete()

# One is taken out and replaced, and nobody who asks meanwhile notices.
answers, errors, over = [], [], []


def ask():
    while not over:
        try:
            answers.append(urlopen(page, timeout=20).read())
        except Exception as e:
            errors.append(str(e))
        time.sleep(0.02)


asking = threading.Thread(target=ask)
asking.start()
try:
    first = serving()[0]
    began = time.time()
    scaling.terminate_instance(first, decrement_capacity=False)
    until(lambda: first not in serving() and len(serving()) == 2, 'replaced')
    print('replaced after %.1f s; %d answers, %d errors' % (time.time() - began, len(answers), len(errors)))
finally:
    over.append(True)
    asking.join()
assert answers and not errors, errors[:5]

# An alarm that rises executes the policy.
scaling.create_scaling_policy(ScalingPolicy(name='more', adjustment_type='ChangeInCapacity', as_name='web',
                                            scaling_adjustment=1, cooldown=1))
policy = scaling.get_all_policies(as_group='web', policy_names=['more'])[0]
# In the last minute: the one under way is judged when it is over.
cloudwatch.put_metric_data('Farm', 'Visitors', value=90.0, timestamp=datetime.utcnow() - timedelta(minutes=1))
cloudwatch.create_alarm(MetricAlarm(name='crowded', namespace='Farm', metric='Visitors', statistic='Average', comparison='>',
                                    threshold=80, period=60, evaluation_periods=1, alarm_actions=[policy.policy_arn]))
until(lambda: len(serving()) == 3, 'scaled out')
hour = timedelta(hours=1)
visits = cloudwatch.get_metric_statistics(60, datetime.utcnow() - hour, datetime.utcnow(), 'Visitors', 'Farm', ['Maximum', 'SampleCount'])
assert [(v['Maximum'], v['SampleCount']) for v in visits] == [(90.0, 1.0)], visits
assert visits[0]['Timestamp'].second == 0
assert cloudwatch.describe_alarms(alarm_names=['crowded'])[0].state_value == 'ALARM'
cloudwatch.delete_alarms(['crowded'])

group = scaling.get_all_groups(names=['web'])[0]
group.shutdown_instances()
until(lambda: not scaling.get_all_groups(names=['web'])[0].instances, 'ended')
group.delete()
scaling.delete_launch_configuration('page')
assert elb.delete_load_balancer('front')
print('boto 2 balanced a page')
