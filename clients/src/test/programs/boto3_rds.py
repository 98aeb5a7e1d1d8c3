"""A PostgreSQL server by boto3, and psycopg2 in it. The endpoint's address is the argument."""

import sys

import boto3
import psycopg2
from botocore.exceptions import ClientError

rds = boto3.client('rds', endpoint_url=sys.argv[1])
rds.create_db_parameter_group(
    DBParameterGroupName='boto3', DBParameterGroupFamily='postgres18', Description='of boto3')
rds.modify_db_parameter_group(
    DBParameterGroupName='boto3',
    Parameters=[{'ParameterName': 'work_mem', 'ParameterValue': '8192', 'ApplyMethod': 'immediate'}])
rds.create_db_instance(
    DBInstanceIdentifier='boto3', DBInstanceClass='db.t3.micro', Engine='postgres', AllocatedStorage=20,
    MasterUsername='master', MasterUserPassword='correct-horse', DBName='shop', DBParameterGroupName='boto3',
    Tags=[{'Key': 'of', 'Value': 'boto3'}])
rds.get_waiter('db_instance_available').wait(
    DBInstanceIdentifier='boto3', WaiterConfig={'Delay': 1, 'MaxAttempts': 90})
db = rds.describe_db_instances(DBInstanceIdentifier='boto3')['DBInstances'][0]
assert db['TagList'] == [{'Key': 'of', 'Value': 'boto3'}], db['TagList']

connection = psycopg2.connect(
    host=db['Endpoint']['Address'], port=db['Endpoint']['Port'],
    user='master', password='correct-horse', dbname='shop', sslmode='require')
with connection, connection.cursor() as cursor:
    cursor.execute('show work_mem')
    assert cursor.fetchone() == ('8MB',)
    cursor.execute('create table readings (id serial primary key, celsius numeric)')
    cursor.executemany('insert into readings (celsius) values (%s)', [(i / 2,) for i in range(1000)])
    cursor.execute('select count(*), sum(celsius) from readings')
    count, total = cursor.fetchone()
    assert count == 1000 and float(total) == 249750.0, (count, total)
connection.close()

rds.create_db_snapshot(DBInstanceIdentifier='boto3', DBSnapshotIdentifier='boto3')
rds.get_waiter('db_snapshot_available').wait(
    DBSnapshotIdentifier='boto3', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
try:
    rds.delete_db_instance(DBInstanceIdentifier='absent', SkipFinalSnapshot=True)
    raise AssertionError('an absent instance was deleted')
except rds.exceptions.DBInstanceNotFoundFault as e:
    assert e.response['Error']['Code'] == 'DBInstanceNotFound'
rds.get_waiter('db_instance_available').wait(
    DBInstanceIdentifier='boto3', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
rds.delete_db_instance(DBInstanceIdentifier='boto3', SkipFinalSnapshot=True)
rds.get_waiter('db_instance_deleted').wait(
    DBInstanceIdentifier='boto3', WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
rds.delete_db_snapshot(DBSnapshotIdentifier='boto3')
rds.delete_db_parameter_group(DBParameterGroupName='boto3')
print('boto3 and psycopg2 made their round trip')
