"""A machine's life with boto3. Arguments: the endpoint's address, a directory for its key; the account's key comes from
the environment."""

import json
import os
import subprocess
import sys

import boto3
from botocore.exceptions import ClientError

endpoint, directory = sys.argv[1:]
ec2 = boto3.client('ec2', endpoint_url=endpoint)
resource = boto3.resource('ec2', endpoint_url=endpoint)
login = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'shell', 'login.sh')


def quickly(name):
    waiter = ec2.get_waiter(name)
    waiter.config.delay = 0.2
    waiter.config.max_attempts = 300
    return waiter


def refused(code, call, **arguments):
    try:
        call(**arguments)
        raise AssertionError(f'no {code}')
    except ClientError as e:
        assert e.response['Error']['Code'] == code, e


def on_machine(command):
    return subprocess.check_output(['bash', login, key_file, machine.public_ip_address, command]).decode().strip()


key_file = os.path.join(directory, 'boto3.pem')
with open(os.open(key_file, os.O_CREAT | os.O_WRONLY, 0o600), 'w') as file:
    file.write(resource.create_key_pair(KeyName='boto3', KeyType='ed25519').key_material)
vpc = list(resource.vpcs.filter(Filters=[{'Name': 'is-default', 'Values': ['true']}]))[0]
group = vpc.create_security_group(GroupName='boto3-machines', Description='SSH')
group.authorize_ingress(IpProtocol='tcp', FromPort=22, ToPort=22, CidrIp='0.0.0.0/0')

arguments = dict(
    ImageId='resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    InstanceType='t2.nano', KeyName='boto3', SecurityGroupIds=[group.id], MinCount=1, MaxCount=1,
    UserData='#!/bin/sh\ntouch /root/ran\n', ClientToken='boto3-machine',
    MetadataOptions={'HttpTokens': 'required', 'InstanceMetadataTags': 'enabled'},
    BlockDeviceMappings=[{'DeviceName': '/dev/sdf', 'Ebs': {'VolumeSize': 2, 'DeleteOnTermination': True}}],
    TagSpecifications=[{'ResourceType': t, 'Tags': [{'Key': 'Name', 'Value': 'barn'}]} for t in ('instance', 'volume')])
refused('DryRunOperation', ec2.run_instances, DryRun=True, **arguments)
machine = resource.create_instances(**arguments)[0]
assert ec2.run_instances(**arguments)['Instances'][0]['InstanceId'] == machine.id
refused('IdempotentParameterMismatch', ec2.run_instances, **dict(arguments, InstanceType='t2.micro'))
quickly('instance_running').wait(InstanceIds=[machine.id])
quickly('instance_status_ok').wait(InstanceIds=[machine.id])
machine.reload()
assert {'Key': 'Name', 'Value': 'barn'} in machine.tags
assert 2 in [v.size for v in machine.volumes.all()]
assert all({'Key': 'Name', 'Value': 'barn'} in v.tags for v in machine.volumes.all())

assert on_machine('ls /root/ran') == '/root/ran'
metadata = 'http://169.254.169.254/latest'
assert on_machine(f'wget -q -O - {metadata}/meta-data/instance-id 2>/dev/null || echo refused') == 'refused'

# A role by an instance profile: its credentials are in the machine at once, and sign.
iam = boto3.client('iam', endpoint_url=endpoint)
iam.create_role(RoleName='barn', AssumeRolePolicyDocument=json.dumps({'Version': '2012-10-17', 'Statement': [
    {'Effect': 'Allow', 'Principal': {'Service': 'ec2.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}))
iam.create_instance_profile(InstanceProfileName='barn-machines')
iam.get_waiter('instance_profile_exists').wait(InstanceProfileName='barn-machines')
iam.add_role_to_instance_profile(InstanceProfileName='barn-machines', RoleName='barn')
association = ec2.associate_iam_instance_profile(
    InstanceId=machine.id, IamInstanceProfile={'Name': 'barn-machines'})['IamInstanceProfileAssociation']['AssociationId']
ask_for_token = ('PUT /latest/api/token HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\n'
                 'X-aws-ec2-metadata-token-ttl-seconds: 60\\r\\n\\r\\n')
credentials = json.loads(on_machine(
    f"token=$(printf '{ask_for_token}' | nc 169.254.169.254 80 | tail -n 1);"
    f" wget -q -O - --header \"X-aws-ec2-metadata-token: $token\" {metadata}/meta-data/iam/security-credentials/barn"))
as_role = boto3.client('sts', endpoint_url=endpoint, aws_access_key_id=credentials['AccessKeyId'],
                       aws_secret_access_key=credentials['SecretAccessKey'], aws_session_token=credentials['Token'])
assert as_role.get_caller_identity()['Arn'].endswith(f':assumed-role/barn/{machine.id}')
its_s3 = boto3.client('s3', endpoint_url=endpoint, aws_access_key_id=credentials['AccessKeyId'],
                      aws_secret_access_key=credentials['SecretAccessKey'], aws_session_token=credentials['Token'])
try:
    its_s3.list_buckets()
    raise AssertionError('a role without policies may do nothing')
except its_s3.exceptions.ClientError as denied:
    assert 'because no identity-based policy allows the s3:ListAllMyBuckets action' in str(denied), denied
iam.put_role_policy(RoleName='barn', PolicyName='list', PolicyDocument=json.dumps({'Version': '2012-10-17', 'Statement': {
    'Effect': 'Allow', 'Action': 's3:ListAllMyBuckets', 'Resource': '*'}}))
its_s3.list_buckets()
iam.delete_role_policy(RoleName='barn', PolicyName='list')
machine.reload()
assert machine.iam_instance_profile['Arn'].endswith(':instance-profile/barn-machines')
ec2.disassociate_iam_instance_profile(AssociationId=association)
iam.remove_role_from_instance_profile(InstanceProfileName='barn-machines', RoleName='barn')
iam.delete_instance_profile(InstanceProfileName='barn-machines')
iam.delete_role(RoleName='barn')

image = machine.create_image(Name='barn', NoReboot=True)
quickly('image_available').wait(ImageIds=[image.id])
snapshot = image.block_device_mappings[0]['Ebs']['SnapshotId']
refused('InvalidSnapshot.InUse', ec2.delete_snapshot, SnapshotId=snapshot)
image.deregister()
ec2.delete_snapshot(SnapshotId=snapshot)

refused('IncorrectInstanceState', machine.modify_attribute, InstanceType={'Value': 't1.micro'})
refused('DependencyViolation', group.delete)
machine.terminate()
quickly('instance_terminated').wait(InstanceIds=[machine.id])
assert not list(resource.volumes.filter(Filters=[{'Name': 'tag:Name', 'Values': ['barn']}]))
group.delete()
resource.KeyPair('boto3').delete()
print('boto3 ran a machine and ended it')
