"""A PostgreSQL server with boto3 and psycopg2. The endpoint's address is the argument; the key comes from the environment."""

import io
import json
import sys
import time

import boto3
import psycopg2

ROWS = 1_000_000

rds = boto3.client('rds', endpoint_url=sys.argv[1])

rds.create_db_parameter_group(
    DBParameterGroupName='boto3-group', DBParameterGroupFamily='postgres18', Description='for boto3')
rds.modify_db_parameter_group(DBParameterGroupName='boto3-group', Parameters=[
    {'ParameterName': 'work_mem', 'ParameterValue': '8192', 'ApplyMethod': 'immediate'}])
rds.create_db_instance(
    DBInstanceIdentifier='boto3-readings', DBInstanceClass='db.t3.micro', Engine='postgres',
    AllocatedStorage=20, MasterUsername='office', MasterUserPassword='boto3-and-psycopg2', DBName='readings',
    DBParameterGroupName='boto3-group', Tags=[{'Key': 'site', 'Value': 'north'}])
rds.get_waiter('db_instance_available').wait(
    DBInstanceIdentifier='boto3-readings', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
instance = rds.describe_db_instances(DBInstanceIdentifier='boto3-readings')['DBInstances'][0]
assert instance['TagList'] == [{'Key': 'site', 'Value': 'north'}], instance['TagList']
endpoint = instance['Endpoint']


def connect(password):
    return psycopg2.connect(
        host=endpoint['Address'], port=endpoint['Port'], dbname='readings', user='office', password=password,
        sslmode='require')


with connect('boto3-and-psycopg2') as connection, connection.cursor() as cursor:
    cursor.execute('show server_version')
    assert cursor.fetchone()[0] == instance['EngineVersion']
    cursor.execute('show work_mem')
    assert cursor.fetchone()[0] == '8MB'
    cursor.execute('create table reading (id int primary key, sensor text, celsius numeric)')
    cursor.copy_expert(
        'copy reading from stdin',
        io.StringIO(''.join(f'{i}\ts{i % 7}\t{i % 50}.5\n' for i in range(ROWS))))
with connect('boto3-and-psycopg2') as connection, connection.cursor() as cursor:
    cursor.execute('select count(*), sum(celsius) from reading')
    assert cursor.fetchone() == (ROWS, ROWS * 25)
    cursor.execute('select celsius from reading where id = %s', (4711,))
    assert float(cursor.fetchone()[0]) == 11.5

s3 = boto3.client('s3', endpoint_url=sys.argv[1])
s3.create_bucket(Bucket='boto3-exports')
role = boto3.client('iam', endpoint_url=sys.argv[1]).create_role(
    RoleName='boto3-exporter', AssumeRolePolicyDocument=json.dumps({
        'Version': '2012-10-17', 'Statement': [{
            'Effect': 'Allow', 'Action': 'sts:AssumeRole',
            'Principal': {'Service': 'export.rds.amazonaws.com'}}]}))['Role']
boto3.client('iam', endpoint_url=sys.argv[1]).put_role_policy(
    RoleName='boto3-exporter', PolicyName='write', PolicyDocument=json.dumps({
        'Version': '2012-10-17', 'Statement': {
            'Effect': 'Allow', 'Action': 's3:PutObject*', 'Resource': 'arn:aws:s3:::boto3-exports/*'}}))
snapshot = rds.create_db_snapshot(
    DBInstanceIdentifier='boto3-readings', DBSnapshotIdentifier='boto3-night')['DBSnapshot']
rds.get_waiter('db_snapshot_available').wait(
    DBSnapshotIdentifier='boto3-night', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
task = rds.start_export_task(
    ExportTaskIdentifier='boto3-export', SourceArn=snapshot['DBSnapshotArn'], S3BucketName='boto3-exports',
    IamRoleArn=role['Arn'], KmsKeyId='alias/none', ExportOnly=['readings.public.reading'])
while task['Status'] in ('STARTING', 'IN_PROGRESS'):
    time.sleep(0.2)
    task = rds.describe_export_tasks(ExportTaskIdentifier='boto3-export')['ExportTasks'][0]
assert task['Status'] == 'COMPLETE' and task['PercentProgress'] == 100, task
exported = [o['Key'] for o in s3.list_objects_v2(Bucket='boto3-exports')['Contents']]
assert 'boto3-export/export_info_boto3-export.json' in exported, exported
parts = [key for key in exported if key.startswith('boto3-export/readings/public.reading/1/part-00000-')]
parquet = s3.get_object(Bucket='boto3-exports', Key=parts[0])['Body'].read()
assert parquet[:4] == parquet[-4:] == b'PAR1', parts

rds.modify_db_instance(
    DBInstanceIdentifier='boto3-readings', MasterUserPassword='a-later-password', ApplyImmediately=True)
rds.get_waiter('db_instance_available').wait(
    DBInstanceIdentifier='boto3-readings', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
connect('a-later-password').close()
try:
    connect('boto3-and-psycopg2')
    raise AssertionError('the old password still opens')
except psycopg2.OperationalError as e:
    assert 'password authentication failed' in str(e), e

rds.delete_db_instance(DBInstanceIdentifier='boto3-readings', SkipFinalSnapshot=True)
rds.get_waiter('db_instance_deleted').wait(
    DBInstanceIdentifier='boto3-readings', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
rds.delete_db_snapshot(DBSnapshotIdentifier='boto3-night')
rds.delete_db_parameter_group(DBParameterGroupName='boto3-group')
print('boto3 and psycopg2 kept their readings')
