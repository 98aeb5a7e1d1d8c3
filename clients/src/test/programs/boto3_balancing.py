"""An application and a network load balancer before servers of this program's own, with boto3. The endpoint's address is the
argument; the key comes from the environment."""

import json
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

import boto3
from botocore.exceptions import ClientError

ec2, iam, acm, elb = (boto3.client(name, endpoint_url=sys.argv[1]) for name in ('ec2', 'iam', 'acm', 'elbv2'))
DELAY = {'Delay': 1, 'MaxAttempts': 60}


class Shop(BaseHTTPRequestHandler):
    """Tells who answers, and what of the request came through."""
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        told = {'port': self.server.server_port, 'path': self.path, 'headers': {k.lower(): v for k, v in self.headers.items()}}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def shop():
    server = ThreadingHTTPServer(('127.0.0.1', 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def refused(code, call, **arguments):
    try:
        call(**arguments)
        raise AssertionError(f'no {code}')
    except ClientError as e:
        assert e.response['Error']['Code'] == code, e


def group(name, protocol, *ports):
    check = {'HealthCheckIntervalSeconds': 5, 'HealthCheckTimeoutSeconds': 2,
             'HealthyThresholdCount': 2, 'UnhealthyThresholdCount': 2}
    made = elb.create_target_group(Name=name, Protocol=protocol, Port=80, VpcId=vpc, TargetType='ip', **check)
    arn = made['TargetGroups'][0]['TargetGroupArn']
    elb.modify_target_group_attributes(TargetGroupArn=arn, Attributes=[
        {'Key': 'deregistration_delay.timeout_seconds', 'Value': '5'}])
    elb.register_targets(TargetGroupArn=arn, Targets=[{'Id': '127.0.0.1', 'Port': port} for port in ports])
    return arn


def balancer(name, kind):
    made = elb.create_load_balancer(Name=name, Type=kind, Subnets=subnets, Tags=[{'Key': 'Shop', 'Value': name}])
    arn = made['LoadBalancers'][0]['LoadBalancerArn']
    elb.get_waiter('load_balancer_available').wait(LoadBalancerArns=[arn], WaiterConfig=DELAY)
    told = elb.describe_load_balancers(Names=[name])['LoadBalancers'][0]
    assert told['Type'] == kind and len(told['AvailabilityZones']) == 2, told
    return arn, told['AvailabilityZones'][0]['LoadBalancerAddresses'][0]['IpAddress']


def certificate(address):
    with tempfile.TemporaryDirectory() as folder:
        key, own = Path(folder, 'key.pem'), Path(folder, 'own.pem')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=shop', '-addext',
                        f'subjectAltName=IP:{address}', '-keyout', key, '-out', own], check=True, capture_output=True)
        made = iam.upload_server_certificate(ServerCertificateName='shop', CertificateBody=own.read_text(),
                                             PrivateKey=key.read_text())
        return made['ServerCertificateMetadata']['Arn'], ssl.create_default_context(cafile=own)


def forward(*groups):
    return [{'Type': 'forward', 'ForwardConfig': {'TargetGroups': [
        {'TargetGroupArn': arn, 'Weight': weight} for arn, weight in groups]}}]


vpc = ec2.describe_vpcs(Filters=[{'Name': 'is-default', 'Values': ['true']}])['Vpcs'][0]['VpcId']
subnets = [s['SubnetId'] for s in ec2.describe_subnets(Filters=[{'Name': 'default-for-az', 'Values': ['true']}])['Subnets']][:2]
first, second, third = shop(), shop(), shop()
fruit, flowers = group('fruit', 'HTTP', first, second), group('flowers', 'HTTP', third)
front, address = balancer('shop-front', 'application')

# HTTPS with a certificate of IAM; plain HTTP sends there.
name, trust = certificate(address)
web = build_opener(ProxyHandler({}), Stay, HTTPSHandler(context=trust))
refused('CertificateNotFound', elb.create_listener, LoadBalancerArn=front, Protocol='HTTPS', Port=8443,
        DefaultActions=forward((fruit, 1)), Certificates=[{'CertificateArn': name + '-of-nobody'}])
secure = elb.create_listener(LoadBalancerArn=front, Protocol='HTTPS', Port=8443, DefaultActions=forward((fruit, 1)),
                             Certificates=[{'CertificateArn': name}])['Listeners'][0]['ListenerArn']
refused('DuplicateListener', elb.create_listener, LoadBalancerArn=front, Protocol='HTTP', Port=8443,
        DefaultActions=forward((flowers, 1)))
elb.create_listener(LoadBalancerArn=front, Protocol='HTTP', Port=8080, DefaultActions=[
    {'Type': 'redirect', 'RedirectConfig': {'Protocol': 'HTTPS', 'Port': '8443', 'StatusCode': 'HTTP_301'}}])
elb.create_rule(ListenerArn=secure, Priority=10, Actions=forward((flowers, 1)),
                Conditions=[{'Field': 'path-pattern', 'Values': ['/flowers/*']}])
elb.create_rule(ListenerArn=secure, Priority=20, Conditions=[{'Field': 'host-header', 'Values': ['old.shop']}], Actions=[
    {'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '410', 'ContentType': 'text/plain', 'MessageBody': 'gone'}}])

# And one of ACM, for those who ask for its name; they trust the authority that signed it.
named = acm.request_certificate(DomainName='fruit.shop', ValidationMethod='DNS')['CertificateArn']
acm.get_waiter('certificate_validated').wait(CertificateArn=named, WaiterConfig=DELAY)
elb.add_listener_certificates(ListenerArn=secure, Certificates=[{'CertificateArn': named}])
authority = ssl.create_default_context(cadata=acm.get_certificate(CertificateArn=named)['CertificateChain'])
with socket.create_connection((address, 8443), 10) as plain, authority.wrap_socket(plain, server_hostname='fruit.shop') as tls:
    assert tls.getpeercert()['subjectAltName'] == (('DNS', 'fruit.shop'),), tls.getpeercert()
assert acm.describe_certificate(CertificateArn=named)['Certificate']['InUseBy'] == [front]
refused('ResourceInUseException', acm.delete_certificate, CertificateArn=named)
elb.remove_listener_certificates(ListenerArn=secure, Certificates=[{'CertificateArn': named}])
acm.delete_certificate(CertificateArn=named)
refused('ResourceNotFoundException', acm.describe_certificate, CertificateArn=named)
for each in (fruit, flowers):
    elb.get_waiter('target_in_service').wait(TargetGroupArn=each, WaiterConfig=DELAY)


def ask(path='/', **headers):
    with web.open(Request(f'https://{address}:8443{path}', headers=headers), timeout=10) as answer:
        return json.load(answer)


def status(request):
    try:
        return web.open(request, timeout=10).status, None
    except HTTPError as e:
        return e.code, e.headers.get('Location') or e.read()


assert {ask()['port'] for _ in range(10)} == {first, second}
seen = ask('/flowers/tulip?red')
assert (seen['port'], seen['path']) == (third, '/flowers/tulip?red'), seen
assert seen['headers']['x-forwarded-for'].startswith('127.'), seen
assert (seen['headers']['x-forwarded-proto'], seen['headers']['x-forwarded-port']) == ('https', '8443'), seen
assert status(f'http://{address}:8080/pears?ripe') == (301, f'https://{address}:8443/pears?ripe')
assert status(Request(f'https://{address}:8443/', headers={'Host': 'old.shop'})) == (410, b'gone')

# All the weight to the other group; then back, with a target less.
elb.modify_listener(ListenerArn=secure, DefaultActions=forward((fruit, 0), (flowers, 1)))
assert {ask()['port'] for _ in range(5)} == {third}
elb.modify_listener(ListenerArn=secure, DefaultActions=forward((fruit, 1)))
elb.deregister_targets(TargetGroupArn=fruit, Targets=[{'Id': '127.0.0.1', 'Port': first}])
assert {ask()['port'] for _ in range(5)} == {second}
elb.get_waiter('target_deregistered').wait(TargetGroupArn=fruit, Targets=[{'Id': '127.0.0.1', 'Port': first}], WaiterConfig=DELAY)

# A network load balancer carries what it gets as it is.
wire, place = balancer('shop-wire', 'network')
carried = group('carried', 'TCP', second)
elb.create_listener(LoadBalancerArn=wire, Protocol='TCP', Port=9000, DefaultActions=[{'Type': 'forward', 'TargetGroupArn': carried}])
elb.get_waiter('target_in_service').wait(TargetGroupArn=carried, WaiterConfig=DELAY)
with web.open(f'http://{place}:9000/kiwis', timeout=10) as answer:
    seen = json.load(answer)
assert (seen['port'], seen['headers']['host']) == (second, f'{place}:9000'), seen
assert 'x-forwarded-for' not in seen['headers'], seen

refused('ResourceInUse', elb.delete_target_group, TargetGroupArn=carried)
tags = elb.describe_tags(ResourceArns=[front, wire])['TagDescriptions']
assert sorted(t['Tags'][0]['Value'] for t in tags) == ['shop-front', 'shop-wire'], tags
for each in (front, wire):
    elb.delete_load_balancer(LoadBalancerArn=each)
elb.get_waiter('load_balancers_deleted').wait(LoadBalancerArns=[front, wire], WaiterConfig=DELAY)
for each in (fruit, flowers, carried):
    elb.delete_target_group(TargetGroupArn=each)
iam.delete_server_certificate(ServerCertificateName='shop')
refused('LoadBalancerNotFound', elb.describe_load_balancers, Names=['shop-front'])
print('boto3 balanced a shop')
