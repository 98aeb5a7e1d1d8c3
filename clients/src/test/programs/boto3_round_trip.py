"""A round trip with boto3. The endpoint's address is the argument; the key comes from the environment."""

import io
import sys
import urllib.request
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

endpoint = sys.argv[1]

sts = boto3.client('sts', endpoint_url=endpoint)
assert sts.get_caller_identity()['Account'].isdigit()

s3 = boto3.client('s3', endpoint_url=endpoint)
s3.create_bucket(Bucket='boto3-readings')
s3.put_object(Bucket='boto3-readings', Key='a/ä b+c.txt', Body='21.5 °C'.encode(), Metadata={'sensor': 's-1'})
got = s3.get_object(Bucket='boto3-readings', Key='a/ä b+c.txt')
assert got['Body'].read().decode() == '21.5 °C' and got['Metadata'] == {'sensor': 's-1'}
large = bytes(range(256)) * 4096 * 20
s3.upload_fileobj(io.BytesIO(large), 'boto3-readings', 'large')
back = io.BytesIO()
s3.download_fileobj('boto3-readings', 'large', back)
assert back.getvalue() == large
part = s3.get_object(Bucket='boto3-readings', Key='large', Range='bytes=255-257')
assert part['Body'].read() == b'\xff\x00\x01' and part['ContentRange'] == f'bytes 255-257/{len(large)}'
url = s3.generate_presigned_url('get_object', {'Bucket': 'boto3-readings', 'Key': 'a/ä b+c.txt'}, 60)
with urllib.request.urlopen(url) as answer:
    assert answer.read().decode() == '21.5 °C'
try:
    s3.head_object(Bucket='boto3-readings', Key='absent')
    raise AssertionError('an absent key was found')
except ClientError as e:
    assert e.response['ResponseMetadata']['HTTPStatusCode'] == 404
listed = s3.get_paginator('list_objects_v2').paginate(Bucket='boto3-readings', PaginationConfig={'PageSize': 1})
keys = [o['Key'] for page in listed for o in page['Contents']]
assert keys == ['a/ä b+c.txt', 'large'], keys
s3.delete_objects(Bucket='boto3-readings', Delete={'Objects': [{'Key': k} for k in keys]})
s3.delete_bucket(Bucket='boto3-readings')

dynamodb = boto3.resource('dynamodb', endpoint_url=endpoint)
table = dynamodb.create_table(
    TableName='boto3-readings',
    KeySchema=[{'AttributeName': 'sensor', 'KeyType': 'HASH'}, {'AttributeName': 'time', 'KeyType': 'RANGE'}],
    AttributeDefinitions=[{'AttributeName': 'sensor', 'AttributeType': 'S'},
                          {'AttributeName': 'time', 'AttributeType': 'N'}],
    BillingMode='PAY_PER_REQUEST')
table.wait_until_exists()
with table.batch_writer() as batch:
    for time in range(60):
        batch.put_item({'sensor': 's-1', 'time': time, 'celsius': Decimal(time) / 10})
assert table.get_item(Key={'sensor': 's-1', 'time': 7})['Item']['celsius'] == Decimal('0.7')
page = table.query(KeyConditionExpression=Key('sensor').eq('s-1') & Key('time').between(10, 19),
                   FilterExpression=Attr('celsius').gt(Decimal('1.5')))
assert [i['time'] for i in page['Items']] == [16, 17, 18, 19] and page['ScannedCount'] == 10
assert table.scan(Select='COUNT')['Count'] == 60
try:
    table.put_item(Item={'sensor': 's-1', 'time': 7}, ConditionExpression=Attr('sensor').not_exists())
    raise AssertionError('a condition did not hold anything back')
except dynamodb.meta.client.exceptions.ConditionalCheckFailedException:
    pass
table.delete()

wrong = boto3.client('s3', endpoint_url=endpoint, aws_secret_access_key='wrong', aws_access_key_id='AKIAWRONGWRONGWRONG1')
try:
    wrong.list_buckets()
    raise AssertionError('an unknown key was let in')
except ClientError as e:
    assert e.response['Error']['Code'] == 'InvalidAccessKeyId', e
print('boto3 made its round trip')
