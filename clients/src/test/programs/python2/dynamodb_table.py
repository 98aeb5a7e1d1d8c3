# Creates a table, writes and reads, as a Python 2 program: print is a statement.
import time
import boto.dynamodb

ACCESS_KEY="LECTUREACCESSKEY"
SECRET_KEY="lecture/secret+access/key"
REGION="us-east-1"

conn = boto.dynamodb.connect_to_region(REGION,
    aws_access_key_id=ACCESS_KEY,
    aws_secret_access_key=SECRET_KEY)

table_schema = conn.create_schema(
    hash_key_name='msgid',
    hash_key_proto_value=str,
    range_key_name='date',
    range_key_proto_value=str
)

table = conn.create_table(
    name='python2-table',
    schema=table_schema,
    read_units=1,
    write_units=1
)

print "Creating table", table.name
while table.status != 'ACTIVE':
    time.sleep(1)
    table.refresh()

item = table.new_item(hash_key='m1', range_key='2010-01-01', attrs={'temperature': 47})
item.put()
print "Read back", table.get_item(hash_key='m1', range_key='2010-01-01')['temperature']
