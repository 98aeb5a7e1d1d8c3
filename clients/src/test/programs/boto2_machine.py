"""A machine's life with boto 2.49; BOTO_CONFIG says where, the argument is a directory for its key."""

import os
import subprocess
import sys
import time

import boto.ec2
from boto.exception import EC2ResponseError

ec2 = boto.ec2.connect_to_region('us-east-1')
login = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'shell', 'login.sh')


def until(state, thing):
    deadline = time.time() + 60
    while thing.update() != state:
        assert time.time() < deadline, '%s is %s, not %s' % (thing.id, thing.update(), state)
        time.sleep(0.1)


def on_machine(command):
    return subprocess.check_output(['bash', login, key_file, machine.ip_address, command]).decode().strip()


# Not by save: under Python 3 it writes text to a file of bytes.
key_file = os.path.join(sys.argv[1], 'boto2.pem')
with open(os.open(key_file, os.O_CREAT | os.O_WRONLY, 0o600), 'w') as file:
    file.write(ec2.create_key_pair('boto2').material)
group = ec2.create_security_group('boto2-machines', 'SSH')
group.authorize('tcp', 22, 22, '0.0.0.0/0')
assert ec2.get_all_images(image_ids=['ami-d0f89fb9'])[0].architecture == 'x86_64'

reservation = ec2.run_instances('ami-d0f89fb9', key_name='boto2', instance_type='t1.micro',
                                security_groups=['boto2-machines'], user_data='#!/bin/sh\necho 21.5 > /root/celsius\n')
machine = reservation.instances[0]
machine.add_tag('Name', 'greenhouse')
until('running', machine)
assert machine.image_id == 'ami-d0f89fb9', machine.image_id
assert machine.key_name == 'boto2' and machine.groups[0].name == 'boto2-machines'
found = ec2.get_only_instances(filters={'tag:Name': 'greenhouse', 'instance-state-name': 'running'})
assert [m.id for m in found] == [machine.id]
assert on_machine('cat /root/celsius') == '21.5'

# An elastic address, as programs of EC2-Classic's time have it: by itself.
address = ec2.allocate_address()
assert address.associate(machine.id)
machine.update()
assert machine.ip_address == address.public_ip
assert on_machine('hostname').startswith('ip-172-31-'), on_machine('hostname')

disk = ec2.create_volume(1, machine.placement)
until('available', disk)
assert disk.attach(machine.id, '/dev/sdf')
while disk.attachment_state() != 'attached':
    disk.update()
assert on_machine('cat /proc/partitions | grep -c 1048576') == '1'
assert disk.detach()
until('available', disk)
snapshot = disk.create_snapshot('empty')
while snapshot.status != 'completed':
    snapshot.update()
assert snapshot.delete() and disk.delete()

assert machine.get_attribute('disableApiTermination') == {'disableApiTermination': False}
assert machine.modify_attribute('disableApiTermination', True)
try:
    machine.terminate()
    raise AssertionError('terminated in spite of its protection')
except EC2ResponseError as e:
    assert e.code == 'OperationNotPermitted', e
assert machine.modify_attribute('disableApiTermination', False)
assert ec2.get_all_instance_status([machine.id])[0].state_name == 'running'
assert b'ready for SSH' in machine.get_console_output().output

machine.stop()
until('stopped', machine)
machine.start()
until('running', machine)
assert machine.ip_address == address.public_ip

assert address.disassociate() and address.release()
machine.terminate()
until('terminated', machine)
assert group.delete() and ec2.delete_key_pair('boto2')
print('boto 2 ran a machine and ended it')
