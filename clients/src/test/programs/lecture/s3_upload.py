# Python program for uploading a file to an S3 bucket
import os
import boto.s3

conn = boto.connect_s3(aws_access_key_id='LECTUREACCESSKEY',
    aws_secret_access_key='lecture/secret+access/key')

def percent_cb(complete, total):
    print('.')

def upload_to_s3_bucket_path(bucketname, path, filename):
    mybucket = conn.get_bucket(bucketname)
    fullkeyname=os.path.join(path,filename)
    key = mybucket.new_key(fullkeyname)
    key.set_contents_from_filename(filename, cb=percent_cb, num_cb=10)

upload_to_s3_bucket_path('mybucket', 'sensors', 'readings.csv')
