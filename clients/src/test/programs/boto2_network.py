"""Security groups, elastic addresses and a VPC with boto 2.49; BOTO_CONFIG says where."""

import boto.ec2
import boto.vpc
from boto.exception import EC2ResponseError

ec2 = boto.ec2.connect_to_region('us-east-1')

# As programs of EC2-Classic's time have it: by name, with one port a call.
web = ec2.create_security_group('web', 'SSH and the web')
assert web.authorize('tcp', 22, 22, '0.0.0.0/0')
assert web.authorize('tcp', 80, 80, '0.0.0.0/0')
app = ec2.create_security_group('app', 'behind the web')
assert app.authorize(ip_protocol='tcp', from_port=8080, to_port=8080, src_group=web)
again = ec2.get_all_security_groups(groupnames=['web'])[0]
assert sorted((r.ip_protocol, r.from_port, str(r.grants[0])) for r in again.rules) == [
    ('tcp', '22', '0.0.0.0/0'), ('tcp', '80', '0.0.0.0/0')], again.rules
assert ec2.get_all_security_groups(group_ids=[app.id])[0].rules[0].grants[0].group_id == web.id
try:
    ec2.authorize_security_group('web', ip_protocol='tcp', from_port=22, to_port=22, cidr_ip='0.0.0.0/0')
    raise AssertionError('the same rule twice')
except EC2ResponseError as e:
    assert e.code == 'InvalidPermission.Duplicate', e
assert web.revoke('tcp', 80, 80, '0.0.0.0/0')
assert app.delete() and web.delete()

address = ec2.allocate_address()
assert [a.public_ip for a in ec2.get_all_addresses()] == [address.public_ip]
assert ec2.release_address(address.public_ip)
assert ec2.get_all_addresses() == []
assert [z.name for z in ec2.get_all_zones()][0] == 'us-east-1a'

vpc = boto.vpc.connect_to_region('us-east-1')
network = vpc.create_vpc('10.30.0.0/16')
subnet = vpc.create_subnet(network.id, '10.30.1.0/24')
assert [s.id for s in vpc.get_all_subnets(filters={'vpcId': network.id})] == [subnet.id]
gateway = vpc.create_internet_gateway()
assert vpc.attach_internet_gateway(gateway.id, network.id)
table = vpc.create_route_table(network.id)
assert vpc.create_route(table.id, '0.0.0.0/0', gateway_id=gateway.id)
association = vpc.associate_route_table(table.id, subnet.id)
routes = vpc.get_all_route_tables(table.id)[0].routes
assert sorted((r.destination_cidr_block, r.state) for r in routes) == [
    ('0.0.0.0/0', 'active'), ('10.30.0.0/16', 'active')]
card = vpc.create_network_interface(subnet.id, '10.30.1.9', 'a card')
assert card.private_ip_address == '10.30.1.9'
assert vpc.delete_network_interface(card.id)
assert vpc.disassociate_route_table(association)
assert vpc.delete_route_table(table.id)
assert vpc.delete_subnet(subnet.id)
assert vpc.detach_internet_gateway(gateway.id, network.id)
assert vpc.delete_internet_gateway(gateway.id)
assert vpc.delete_vpc(network.id)
print('boto 2 laid a network and took it away')
