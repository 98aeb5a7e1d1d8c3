"""VPCs and security groups with boto3. The endpoint's address is the argument; the key comes from the environment."""

import sys

import boto3
from botocore.exceptions import ClientError

ec2 = boto3.client('ec2', endpoint_url=sys.argv[1])
resource = boto3.resource('ec2', endpoint_url=sys.argv[1])


def refused(code, call, **arguments):
    try:
        call(**arguments)
        raise AssertionError(f'no {code}')
    except ClientError as e:
        assert e.response['Error']['Code'] == code, e


default = ec2.describe_vpcs(Filters=[{'Name': 'is-default', 'Values': ['true']}])['Vpcs'][0]
assert default['CidrBlock'] == '172.31.0.0/16' and 'Tags' not in default

vpc = resource.create_vpc(CidrBlock='10.20.0.0/16')
vpc.wait_until_available()
vpc.create_tags(Tags=[{'Key': 'Name', 'Value': 'factory'}])
vpc.modify_attribute(EnableDnsHostnames={'Value': True})
assert vpc.describe_attribute(Attribute='enableDnsHostnames')['EnableDnsHostnames']['Value']
gateway = resource.create_internet_gateway()
vpc.attach_internet_gateway(InternetGatewayId=gateway.id)
table = vpc.create_route_table()
table.create_route(DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway.id)
subnet = vpc.create_subnet(CidrBlock='10.20.1.0/24', AvailabilityZone='us-east-1b')
association = table.associate_with_subnet(SubnetId=subnet.id)
assert subnet.available_ip_address_count == 251

group = vpc.create_security_group(GroupName='broker', Description='MQTT from the sensors')
sensors = vpc.create_security_group(GroupName='sensors', Description='the sensors')
rules = group.authorize_ingress(IpPermissions=[
    {'IpProtocol': 'tcp', 'FromPort': 8883, 'ToPort': 8883, 'UserIdGroupPairs': [{'GroupId': sensors.id}]},
    {'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}])
assert len(rules['SecurityGroupRules']) == 2
group.reload()
ports = sorted(p['FromPort'] for p in group.ip_permissions)
assert ports == [22, 8883], group.ip_permissions
refused('InvalidPermission.Duplicate', ec2.authorize_security_group_ingress, GroupId=group.id, IpPermissions=[
    {'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}])
refused('DependencyViolation', ec2.delete_security_group, GroupId=sensors.id)
refused('DependencyViolation', ec2.delete_vpc, VpcId=vpc.id)

card = subnet.create_network_interface(Groups=[group.id], Description='a card')
ec2.get_waiter('network_interface_available').wait(NetworkInterfaceIds=[card.id])
address = ec2.allocate_address(Domain='vpc')
ec2.associate_address(AllocationId=address['AllocationId'], NetworkInterfaceId=card.id)
card.reload()
assert card.association_attribute['PublicIp'] == address['PublicIp']
pages = ec2.get_paginator('describe_security_group_rules').paginate(
    Filters=[{'Name': 'group-id', 'Values': [group.id]}], PaginationConfig={'PageSize': 5})
assert sum(len(p['SecurityGroupRules']) for p in pages) == 3

ec2.disassociate_address(AssociationId=card.association_attribute['AssociationId'])
ec2.release_address(AllocationId=address['AllocationId'])
card.delete()
group.delete()
sensors.delete()
association.delete()
subnet.delete()
table.delete()
vpc.detach_internet_gateway(InternetGatewayId=gateway.id)
gateway.delete()
vpc.delete()
refused('InvalidVpcID.NotFound', ec2.describe_vpcs, VpcIds=[vpc.id])
print('boto3 laid a network and took it away')
