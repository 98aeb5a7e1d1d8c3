package dev.tule.elb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** A VPC of two zones, and instances that tests make up. Safe for use by many threads. */
final class FakeEc2 implements Ec2Client {
    static final String VPC = "vpc-1";
    static final List<String> SUBNETS = List.of("subnet-a", "subnet-b");

    final Map<String, Instance> instances = new ConcurrentHashMap<>();

    final Map<String, CreateNetworkInterfaceRequest> interfaces = new ConcurrentHashMap<>();

    void instance(String id, String address, InstanceStateName state) {
        instances.put(
                id,
                Instance.builder()
                        .instanceId(id)
                        .privateIpAddress(address)
                        .vpcId(VPC)
                        .state(in -> in.name(state))
                        .build());
    }

    private static RuntimeException unknown(String code, String message) {
        return Ec2Exception.builder()
                .message(message)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build();
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        return DescribeSubnetsResponse.builder()
                .subnets(
                        (request.subnetIds().isEmpty() ? SUBNETS : request.subnetIds())
                                .stream().map(FakeEc2::subnet).toList())
                .build();
    }

    private static Subnet subnet(String id) {
        if (!SUBNETS.contains(id)) {
            throw unknown(
                    "InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist".formatted(id));
        }
        return Subnet.builder()
                .subnetId(id)
                .vpcId(VPC)
                .availabilityZone("us-east-1" + id.charAt(id.length() - 1))
                .build();
    }

    @Override
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
        if (!request.vpcIds().equals(List.of(VPC))) {
            throw unknown("InvalidVpcID.NotFound", "no such VPC");
        }
        return DescribeVpcsResponse.builder().build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(
            DescribeSecurityGroupsRequest request) {
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(
                        SecurityGroup.builder().groupId("sg-default").groupName("default").build(),
                        SecurityGroup.builder().groupId("sg-web").groupName("web").build())
                .build();
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        List<Instance> found =
                instances.values().stream()
                        .filter(
                                each ->
                                        request.instanceIds().isEmpty()
                                                || request.instanceIds()
                                                        .contains(each.instanceId()))
                        .toList();
        if (found.size() < request.instanceIds().size()) {
            throw unknown("InvalidInstanceID.NotFound", "no such instance");
        }
        return DescribeInstancesResponse.builder()
                .reservations(Reservation.builder().instances(found).build())
                .build();
    }

    /** The server's end, right after EC2 has made an interface. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** The next interface that is made is the server's last deed. */
    volatile boolean crashing;

    @Override
    public CreateNetworkInterfaceResponse createNetworkInterface(
            CreateNetworkInterfaceRequest request) {
        String id = "eni-" + request.clientToken();
        interfaces.put(id, request);
        if (crashing) {
            crashing = false;
            throw new Crash();
        }
        return CreateNetworkInterfaceResponse.builder()
                .networkInterface(made -> made.networkInterfaceId(id))
                .build();
    }

    @Override
    public ModifyNetworkInterfaceAttributeResponse modifyNetworkInterfaceAttribute(
            ModifyNetworkInterfaceAttributeRequest request) {
        return ModifyNetworkInterfaceAttributeResponse.builder().build();
    }

    @Override
    public DeleteNetworkInterfaceResponse deleteNetworkInterface(
            DeleteNetworkInterfaceRequest request) {
        interfaces.remove(request.networkInterfaceId());
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
