"""A round trip with boto 2.49: S3, both of its DynamoDB interfaces, STS and IAM. Keys come from BOTO_CONFIG."""

import io
import json
import urllib.request

import boto
import boto.dynamodb
import boto.dynamodb2
import boto.iam
import boto.sts
from boto.dynamodb.condition import BEGINS_WITH, GT
from boto.dynamodb2.fields import HashKey, RangeKey
from boto.dynamodb2.table import Table
from boto.exception import S3ResponseError

s3 = boto.connect_s3()
bucket = s3.create_bucket('boto2-readings')
key = bucket.new_key('a/ä b+c.txt')
key.set_metadata('sensor', 's-1')
key.set_contents_from_string('21.5 °C')
read = bucket.get_key('a/ä b+c.txt')
assert read.get_contents_as_string().decode('utf-8') == '21.5 °C'
assert read.get_metadata('sensor') == 's-1', read.metadata
assert [k.name for k in bucket.list(prefix='a/')] == ['a/ä b+c.txt']
upload = bucket.initiate_multipart_upload('large')

upload.upload_part_from_file(io.BytesIO(b'x' * (5 << 20)), 1)
upload.upload_part_from_file(io.BytesIO(b'y' * 10), 2)
upload.complete_upload()
assert bucket.get_key('large').size == (5 << 20) + 10
url = read.generate_url(60)
proxy = 'http://%s:%s' % (boto.config.get('Boto', 'proxy'), boto.config.get('Boto', 'proxy_port'))
opener = urllib.request.build_opener(urllib.request.ProxyHandler({'http': proxy}))
with opener.open(url) as answer:
    assert answer.read().decode('utf-8') == '21.5 °C'
bucket.copy_key('copy', 'boto2-readings', 'a/ä b+c.txt')
result = bucket.delete_keys(['copy', 'large', 'a/ä b+c.txt'])
assert len(result.deleted) == 3 and not result.errors
try:
    bucket.get_key('copy').read()
    raise AssertionError('a deleted key was read')
except AttributeError:
    pass  # get_key gives None
s3.delete_bucket('boto2-readings')
try:
    s3.get_bucket('boto2-readings')
    raise AssertionError('a deleted bucket was found')
except S3ResponseError as e:
    assert e.status == 404, e

old = boto.dynamodb.connect_to_region('us-east-1')
schema = old.create_schema(hash_key_name='sensor', hash_key_proto_value=str,
                           range_key_name='time', range_key_proto_value=int)
table = old.create_table('boto2-old', schema, 5, 5)
for time in range(1, 6):
    table.new_item('s-1', time, {'celsius': 20 + time, 'place': 'roof'}).put()
assert table.get_item('s-1', 3)['celsius'] == 23
assert [i['time'] for i in table.query('s-1', range_key_condition=GT(3))] == [4, 5]
assert len(list(table.scan({'place': BEGINS_WITH('ro')}))) == 5
item = table.get_item('s-1', 1)
item.add_attribute('celsius', 10)
item.put_attribute('place', 'cellar')
item.save(return_values='ALL_NEW')
assert table.get_item('s-1', 1)['celsius'] == 31
batch = old.new_batch_list()
batch.add_batch(table, [('s-1', 1), ('s-1', 2), ('s-1', 99)])
assert len(batch.submit()['Responses']['boto2-old']['Items']) == 2
table.get_item('s-1', 2).delete()
assert not table.has_item('s-1', 2)
assert 'boto2-old' in old.list_tables()

new = boto.dynamodb2.connect_to_region('us-east-1')
same = Table('boto2-old', schema=[HashKey('sensor'), RangeKey('time', data_type='N')], connection=new)
assert same.get_item(sensor='s-1', time=3)['celsius'] == 23
made = Table.create('boto2-new', schema=[HashKey('id')], throughput={'read': 1, 'write': 1}, connection=new)
made.put_item({'id': 'x', 'values': {1, 2, 3}})
assert made.get_item(id='x')['values'] == {1, 2, 3}
made.delete()
table.delete()

who = boto.sts.connect_to_region('us-east-1').get_session_token()
assert who.access_key and who.session_token
iam = boto.iam.connect_to_region('universal')
iam.create_user('boto2')
assert 'boto2' in [u.user_name for u in iam.get_all_users().list_users_result.users]
made = iam.create_access_key('boto2').create_access_key_result.access_key
theirs = boto.connect_s3(made.access_key_id, made.secret_access_key)
try:
    theirs.get_all_buckets()
    raise AssertionError('who has no policies may do nothing')
except S3ResponseError as denied:
    assert denied.status == 403 and denied.error_code == 'AccessDenied', denied
iam.put_user_policy('boto2', 'list', json.dumps({
    'Version': '2012-10-17',
    'Statement': {'Effect': 'Allow', 'Action': 's3:ListAllMyBuckets', 'Resource': '*'}}))
theirs.get_all_buckets()
iam.delete_user_policy('boto2', 'list')
iam.delete_access_key(made.access_key_id, 'boto2')
iam.delete_user('boto2')
print('boto 2 made its round trip')
