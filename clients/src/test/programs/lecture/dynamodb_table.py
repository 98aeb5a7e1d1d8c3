# Python program for creating a DynamoDB table
import boto.dynamodb

ACCESS_KEY="LECTUREACCESSKEY"
SECRET_KEY="lecture/secret+access/key"
REGION="us-east-1"

#Connecting to DynamoDB

conn = boto.dynamodb.connect_to_region(REGION,
    aws_access_key_id=ACCESS_KEY,
    aws_secret_access_key=SECRET_KEY)

table_schema = conn.create_schema(
    hash_key_name='msgid',
    hash_key_proto_value=str,
    range_key_name='date',
    range_key_proto_value=str
)

#Creating table with schema

table = conn.create_table(
    name='my-test-table',
    schema=table_schema,
    read_units=1,
    write_units=1
)
