#Python program for launching an EC2 instance
import boto.ec2
from time import sleep
ACCESS_KEY="LECTUREACCESSKEY"
SECRET_KEY="lecture/secret+access/key"

REGION="us-east-1"
AMI_ID = "ami-d0f89fb9"
EC2_KEY_HANDLE = "mykey"
INSTANCE_TYPE="t1.micro"
SECGROUP_HANDLE="default"

conn = boto.ec2.connect_to_region(REGION, aws_access_key_id=ACCESS_KEY,
                                aws_secret_access_key=SECRET_KEY)

reservation = conn.run_instances(image_id=AMI_ID, key_name=EC2_KEY_HANDLE,
                                instance_type=INSTANCE_TYPE,
                                security_groups = [ SECGROUP_HANDLE, ] )
