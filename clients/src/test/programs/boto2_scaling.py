"""A group of machines with boto 2.49: launched, replaced, scaled by an alarm, ended. BOTO_CONFIG says where."""

import time

import boto.ec2
import boto.ec2.autoscale
import boto.ec2.cloudwatch
from boto.ec2.autoscale import AutoScalingGroup, LaunchConfiguration, ScalingPolicy
from boto.ec2.cloudwatch import MetricAlarm

ec2 = boto.ec2.connect_to_region('us-east-1')
scaling = boto.ec2.autoscale.connect_to_region('us-east-1')
cloudwatch = boto.ec2.cloudwatch.connect_to_region('us-east-1')


def members():
    return [m for m in scaling.get_all_groups(names=['herd'])[0].instances if m.lifecycle_state == 'InService']


def until(true, what):
    deadline = time.time() + 90
    while not true():
        activities = [a.description for a in scaling.get_all_activities('herd')]
        assert time.time() < deadline, '%s: %s, %s' % (what, scaling.get_all_groups(names=['herd']), activities)
        time.sleep(0.3)


scaling.create_launch_configuration(LaunchConfiguration(name='shepherd', image_id='ami-d0f89fb9', instance_type='t1.micro'))
group = AutoScalingGroup(group_name='herd', launch_config='shepherd', availability_zones=['us-east-1a'],
                         min_size=1, max_size=2, desired_capacity=1, default_cooldown=1)
scaling.create_auto_scaling_group(group)
until(lambda: len(members()) == 1, 'launched')
first = members()[0].instance_id
machine = ec2.get_only_instances([first])[0]
assert machine.state == 'running' and machine.instance_type == 't1.micro'
assert machine.tags['aws:autoscaling:groupName'] == 'herd', machine.tags

# What dies is replaced.
ended = time.time()
ec2.terminate_instances([first])
until(lambda: members() and members()[0].instance_id != first, 'replaced')
print('replaced after %.1f s' % (time.time() - ended))

# An alarm that rises executes the policy.
scaling.create_scaling_policy(ScalingPolicy(name='more', adjustment_type='ChangeInCapacity', as_name='herd',
                                            scaling_adjustment=1, cooldown=1))
policy = scaling.get_all_policies(as_group='herd', policy_names=['more'])[0]
cloudwatch.put_metric_data('Farm', 'Sheep', value=90.0)
cloudwatch.create_alarm(MetricAlarm(name='crowded', namespace='Farm', metric='Sheep', statistic='Average', comparison='>',
                                    threshold=80, period=60, evaluation_periods=1, alarm_actions=[policy.policy_arn]))
until(lambda: len(members()) == 2, 'scaled out')
assert cloudwatch.describe_alarms(alarm_names=['crowded'])[0].state_value == 'ALARM'

group = scaling.get_all_groups(names=['herd'])[0]
group.shutdown_instances()
until(lambda: not scaling.get_all_groups(names=['herd'])[0].instances, 'ended')
group.delete()
cloudwatch.delete_alarms(['crowded'])
scaling.delete_launch_configuration('shepherd')
print('boto 2 kept a herd')
