#!/usr/bin/env bash
# A load balancer that answers by itself, in clear and with a certificate of one's own, with the AWS CLI. The endpoint's address is the argument; the key comes from the environment.
set -euo pipefail
endpoint=$1
elb() { /usr/bin/aws --endpoint-url "$endpoint" --output text elbv2 "$@"; }
is() {
    [ "$1" = "$2" ] || {
        echo "$1 instead of $2" >&2
        exit 1
    }
}

subnets=$(/usr/bin/aws --endpoint-url "$endpoint" --output text ec2 describe-subnets \
    --filters Name=default-for-az,Values=true --query 'Subnets[:2].SubnetId')
# shellcheck disable=SC2086 # two words
balancer=$(elb create-load-balancer --name kiosk --subnets $subnets --query 'LoadBalancers[0].LoadBalancerArn')
elb wait load-balancer-available --load-balancer-arns "$balancer"
listener=$(elb create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 8000 --query 'Listeners[0].ListenerArn' \
    --default-actions 'Type=fixed-response,FixedResponseConfig={StatusCode=503,ContentType=text/plain,MessageBody=closed}')
elb create-rule --listener-arn "$listener" --priority 1 --conditions Field=path-pattern,Values='/papers*' \
    --actions 'Type=fixed-response,FixedResponseConfig={StatusCode=200,ContentType=text/plain,MessageBody=news}' >/dev/null
read -r state address <<<"$(elb describe-load-balancers --names kiosk \
    --query 'LoadBalancers[0].[State.Code, AvailabilityZones[0].LoadBalancerAddresses[0].IpAddress]')"
is "$state" active
ask() { curl -s --noproxy '*' --max-time 10 -w ' %{http_code}' "http://$address:8000$1"; }
is "$(ask /)" "closed 503"
is "$(ask /papers/today)" "news 200"
is "$(elb describe-rules --listener-arn "$listener" --query 'Rules[].Priority')" $'1\tdefault'

# HTTPS, with a certificate that is given to ACM.
acm() { /usr/bin/aws --endpoint-url "$endpoint" --output text acm "$@"; }
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=kiosk -addext subjectAltName=DNS:kiosk.example \
    -keyout "$work/kiosk.key" -out "$work/kiosk.crt" 2>/dev/null
certificate=$(acm import-certificate --certificate "fileb://$work/kiosk.crt" --private-key "fileb://$work/kiosk.key" \
    --tags Key=stand,Value=north --query CertificateArn)
is "$(acm list-certificates --query "CertificateSummaryList[?CertificateArn=='$certificate'].DomainName")" kiosk
is "$(acm describe-certificate --certificate-arn "$certificate" --query 'Certificate.[Type, Status]')" $'IMPORTED\tISSUED'
is "$(acm list-tags-for-certificate --certificate-arn "$certificate" --query 'Tags[].Value')" north
elb create-listener --load-balancer-arn "$balancer" --protocol HTTPS --port 8443 --certificates "CertificateArn=$certificate" \
    --default-actions 'Type=fixed-response,FixedResponseConfig={StatusCode=200,ContentType=text/plain,MessageBody=secret}' >/dev/null
is "$(curl -s --noproxy '*' --max-time 10 --cacert "$work/kiosk.crt" --connect-to "kiosk.example:8443:$address:8443" \
    https://kiosk.example:8443/)" secret
elb delete-load-balancer --load-balancer-arn "$balancer"
elb wait load-balancers-deleted --load-balancer-arns "$balancer"
acm delete-certificate --certificate-arn "$certificate"
echo "the AWS CLI balanced a kiosk"
