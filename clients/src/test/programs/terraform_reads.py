"""The calls that Terraform's AWS provider makes to read what it manages, in its order, by boto3: aws_vpc, aws_subnet,
aws_security_group, aws_key_pair, aws_ebs_volume, aws_instance, and the data sources of most examples. The endpoint's
address is the argument. A call that isn't there, or an answer without what the provider takes for granted, ends it."""

import sys

import boto3
from botocore.exceptions import ClientError

ec2 = boto3.client('ec2', endpoint_url=sys.argv[1])
sts = boto3.client('sts', endpoint_url=sys.argv[1])


def by(**filters):
    return [{'Name': name.replace('_', '-'), 'Values': [value]} for name, value in filters.items()]


def gone(code, call, **arguments):
    try:
        call(**arguments)
        raise AssertionError(f'no {code}')
    except ClientError as e:
        assert e.response['Error']['Code'] == code, e


def one(found):
    assert len(found) == 1, found
    return found[0]


def tags(kind):
    return [{'ResourceType': kind, 'Tags': [{'Key': 'Name', 'Value': 'terraform'}]}]


# The provider's own start, and data "aws_availability_zones", "aws_ami", "aws_region".
assert sts.get_caller_identity()['Account']
ec2.describe_account_attributes(AttributeNames=['supported-platforms'])
assert len(ec2.describe_availability_zones(Filters=by(state='available'))['AvailabilityZones']) >= 2
assert one(ec2.describe_regions(RegionNames=['us-east-1'])['Regions'])['Endpoint']
image = one(ec2.describe_images(ImageIds=['ami-d0f89fb9'], IncludeDeprecated=True)['Images'])
assert ec2.describe_images(Owners=['amazon'], Filters=by(name='*', virtualization_type='hvm'))['Images']

# aws_vpc
vpc = ec2.create_vpc(CidrBlock='10.60.0.0/16', InstanceTenancy='default', TagSpecifications=tags('vpc'))['Vpc']['VpcId']
one(ec2.describe_vpcs(VpcIds=[vpc])['Vpcs'])
ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={'Value': True})
for attribute, value in (('enableDnsHostnames', True), ('enableDnsSupport', True),
                         ('enableNetworkAddressUsageMetrics', False)):
    answer = ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
    assert answer[attribute[0].upper() + attribute[1:]]['Value'] is value, answer
one(ec2.describe_network_acls(Filters=by(default='true', vpc_id=vpc))['NetworkAcls'])
one(ec2.describe_route_tables(Filters=[{'Name': 'association.main', 'Values': ['true']}] + by(vpc_id=vpc))['RouteTables'])
one(ec2.describe_security_groups(Filters=by(group_name='default', vpc_id=vpc))['SecurityGroups'])

# aws_subnet
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock='10.60.1.0/24', TagSpecifications=tags('subnet'))['Subnet']['SubnetId']
ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={'Value': True})
read = one(ec2.describe_subnets(SubnetIds=[subnet])['Subnets'])
assert read['MapPublicIpOnLaunch'] is True and read['SubnetArn'] and read['AvailabilityZoneId']
assert read['PrivateDnsNameOptionsOnLaunch']['HostnameType'] == 'ip-name'

# aws_security_group: made without the rule that lets everything out, as the provider does.
group = ec2.create_security_group(GroupName='terraform', Description='Managed by Terraform', VpcId=vpc)['GroupId']
ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[
    {'IpProtocol': '-1', 'FromPort': 0, 'ToPort': 0, 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}])
ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
    {'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '0.0.0.0/0', 'Description': 'SSH'}]}])
read = one(ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'])
assert read['IpPermissionsEgress'] == [] and read['IpPermissions'][0]['IpRanges'][0]['Description'] == 'SSH'

# aws_key_pair
ec2.import_key_pair(KeyName='terraform', TagSpecifications=tags('key-pair'), PublicKeyMaterial=(
    b'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl terraform'))
read = one(ec2.describe_key_pairs(KeyNames=['terraform'])['KeyPairs'])
assert read['KeyPairId'].startswith('key-') and read['KeyFingerprint'] and read['KeyType'] == 'ed25519'

# aws_instance
offered = ec2.describe_instance_type_offerings(Filters=by(instance_type='t3.nano'))['InstanceTypeOfferings']
assert one(offered)['InstanceType'] == 't3.nano'
instance = ec2.run_instances(
    ImageId='ami-d0f89fb9', InstanceType='t3.nano', KeyName='terraform', MinCount=1, MaxCount=1, SubnetId=subnet,
    SecurityGroupIds=[group], ClientToken='terraform-20261123', DisableApiTermination=False, EbsOptimized=False,
    Monitoring={'Enabled': False}, InstanceInitiatedShutdownBehavior='stop', UserData='#!/bin/sh\n',
    CreditSpecification={'CpuCredits': 'standard'}, Placement={'AvailabilityZone': '', 'GroupName': '', 'Tenancy': 'default'},
    MaintenanceOptions={'AutoRecovery': 'default'}, TagSpecifications=tags('instance') + tags('volume'),
    BlockDeviceMappings=[{'DeviceName': image['RootDeviceName'], 'Ebs': {'DeleteOnTermination': True, 'VolumeType': 'gp3'}}],
)['Instances'][0]['InstanceId']
waiter = ec2.get_waiter('instance_running')
waiter.config.delay = 0.2
waiter.wait(InstanceIds=[instance])
read = one(one(ec2.describe_instances(InstanceIds=[instance])['Reservations'])['Instances'])
assert read['NetworkInterfaces'][0]['Attachment']['DeviceIndex'] == 0
assert read['NetworkInterfaces'][0]['Attachment']['NetworkCardIndex'] == 0
assert read['NetworkInterfaces'][0]['SourceDestCheck'] is True and read['SourceDestCheck'] is True
assert read['CpuOptions']['CoreCount'] and read['MetadataOptions']['State'] == 'applied'
assert read['MaintenanceOptions']['AutoRecovery'] == 'default'
assert read['PrivateDnsNameOptions']['HostnameType'] == 'ip-name'
assert read['EnclaveOptions']['Enabled'] is False and read['HibernationOptions']['Configured'] is False
assert read['CapacityReservationSpecification']['CapacityReservationPreference'] == 'open'
type_ = one(ec2.describe_instance_types(InstanceTypes=['t3.nano'])['InstanceTypes'])
assert type_['BurstablePerformanceSupported'] is True
credit = one(ec2.describe_instance_credit_specifications(InstanceIds=[instance])['InstanceCreditSpecifications'])
assert credit['CpuCredits'] == 'standard'
volumes = ec2.describe_volumes(VolumeIds=[d['Ebs']['VolumeId'] for d in read['BlockDeviceMappings']])['Volumes']
assert one(volumes)['VolumeType'] == 'gp3' and one(volumes)['Encrypted'] is False and volumes[0]['Throughput'] == 125
one(ec2.describe_volumes(Filters=[{'Name': 'attachment.instance-id', 'Values': [instance]}])['Volumes'])
assert one(ec2.describe_tags(Filters=by(resource_id=instance))['Tags'])['Value'] == 'terraform'
for attribute, member in (('instanceInitiatedShutdownBehavior', 'InstanceInitiatedShutdownBehavior'),
                          ('disableApiStop', 'DisableApiStop'), ('disableApiTermination', 'DisableApiTermination'),
                          ('userData', 'UserData')):
    assert 'Value' in ec2.describe_instance_attribute(InstanceId=instance, Attribute=attribute)[member]
assert ec2.describe_iam_instance_profile_associations(
    Filters=[{'Name': 'instance-id', 'Values': [instance]}])['IamInstanceProfileAssociations'] == []

# aws_ebs_volume and aws_volume_attachment
volume = ec2.create_volume(AvailabilityZone=read['Placement']['AvailabilityZone'], Size=1, VolumeType='gp3',
                           TagSpecifications=tags('volume'))['VolumeId']
ec2.get_waiter('volume_available').wait(VolumeIds=[volume])
ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device='/dev/sdh')
attached = [{'Name': 'attachment.device', 'Values': ['/dev/sdh']}, {'Name': 'attachment.instance-id', 'Values': [instance]}]
assert one(ec2.describe_volumes(VolumeIds=[volume], Filters=attached)['Volumes'])['Attachments'][0]['State'] == 'attached'
ec2.detach_volume(VolumeId=volume, InstanceId=instance, Device='/dev/sdh', Force=False)
ec2.get_waiter('volume_available').wait(VolumeIds=[volume])
ec2.delete_volume(VolumeId=volume)
gone('InvalidVolume.NotFound', ec2.describe_volumes, VolumeIds=[volume])

# terraform destroy
ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={'Value': False})
ec2.terminate_instances(InstanceIds=[instance])
waiter = ec2.get_waiter('instance_terminated')
waiter.config.delay = 0.2
waiter.wait(InstanceIds=[instance])
assert ec2.describe_network_interfaces(Filters=by(group_id=group))['NetworkInterfaces'] == []
ec2.delete_security_group(GroupId=group)
gone('InvalidGroup.NotFound', ec2.describe_security_groups, GroupIds=[group])
ec2.delete_key_pair(KeyName='terraform')
gone('InvalidKeyPair.NotFound', ec2.describe_key_pairs, KeyNames=['terraform'])
ec2.delete_subnet(SubnetId=subnet)
gone('InvalidSubnetID.NotFound', ec2.describe_subnets, SubnetIds=[subnet])
ec2.delete_vpc(VpcId=vpc)
gone('InvalidVpcID.NotFound', ec2.describe_vpcs, VpcIds=[vpc])
print('what Terraform reads was there')
