#Python program for launching an RDS instance
import time
import boto.rds

ACCESS_KEY="LECTUREACCESSKEY"
SECRET_KEY="lecture/secret+access/key"
REGION="us-east-1"
INSTANCE_TYPE="db.t1.micro"
ID = "MySQL-db-instance-3"
USERNAME = 'root'
PASSWORD = 'password'
DB_PORT = 3306
DB_SIZE = 5
DB_ENGINE = 'MySQL5.1'
DB_NAME = 'mytestdb'
SECGROUP_HANDLE="default"

#Connecting to RDS

conn = boto.rds.connect_to_region(REGION,
    aws_access_key_id=ACCESS_KEY,
    aws_secret_access_key=SECRET_KEY)

#Creating an RDS instance

db = conn.create_dbinstance(ID, DB_SIZE, INSTANCE_TYPE,
    USERNAME, PASSWORD, port=DB_PORT, engine=DB_ENGINE,
    db_name=DB_NAME, security_groups = [ SECGROUP_HANDLE, ] )

#Waiting for it

while db.status != 'available':
    time.sleep(1)
    db.update()

print("%s is %s at %s:%d" % (db.id, db.engine, db.endpoint[0], db.endpoint[1]))
