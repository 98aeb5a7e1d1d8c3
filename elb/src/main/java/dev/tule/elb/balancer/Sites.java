package dev.tule.elb.balancer;

import dev.tule.elb.resource.Faults;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSecurityGroupException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetNotFoundException;

/** What EC2 says of the places where load balancers may stand. Safe for use by many threads. */
public record Sites(Ec2Client ec2) {

    /** Subnets of one VPC, each in another zone, in the order asked for. */
    public List<Subnet> subnets(List<String> ids) {
        List<Subnet> found;
        try {
            found = ec2.describeSubnets(request -> request.subnetIds(ids)).subnets();
        } catch (Ec2Exception unknown) {
            throw SubnetNotFoundException.builder()
                    .message(unknown.awsErrorDetails().errorMessage())
                    .build();
        }
        found =
                found.stream()
                        .sorted(Comparator.comparingInt(each -> ids.indexOf(each.subnetId())))
                        .toList();
        Set<String> zones = new HashSet<>();
        for (Subnet subnet : found) {
            if (!subnet.vpcId().equals(found.getFirst().vpcId())) {
                throw InvalidConfigurationRequestException.builder()
                        .message("All subnets must belong to the same VPC")
                        .build();
            }
            if (!zones.add(subnet.availabilityZone())) {
                throw InvalidConfigurationRequestException.builder()
                        .message(
                                "A load balancer cannot be attached to multiple subnets in the same"
                                        + " Availability Zone")
                        .build();
            }
        }
        return found;
    }

    /** The default subnets of zones, for programs that name zones, as old ones do. */
    public List<Subnet> subnetsOfZones(List<String> zones) {
        Filter defaults = Filter.builder().name("default-for-az").values("true").build();
        List<Subnet> found =
                ec2.describeSubnets(request -> request.filters(defaults)).subnets().stream()
                        .filter(each -> zones.contains(each.availabilityZone()))
                        .toList();
        if (found.size() < Set.copyOf(zones).size()) {
            throw Faults.invalid("Invalid Availability Zone");
        }
        return found;
    }

    /** Refuses security groups that the VPC hasn't got; its default group where none are given. */
    public List<String> securityGroups(String vpc, List<String> asked) {
        Filter ofVpc = Filter.builder().name("vpc-id").values(vpc).build();
        List<SecurityGroup> all =
                ec2.describeSecurityGroups(request -> request.filters(ofVpc)).securityGroups();
        if (asked.isEmpty()) {
            return all.stream()
                    .filter(group -> group.groupName().equals("default"))
                    .map(SecurityGroup::groupId)
                    .toList();
        }
        for (String id : asked) {
            if (all.stream().noneMatch(group -> group.groupId().equals(id))) {
                throw InvalidSecurityGroupException.builder()
                        .message("One or more security groups are invalid")
                        .build();
            }
        }
        return asked;
    }

    /** Refuses a VPC that there is not. */
    public void checkVpc(String vpc) {
        try {
            ec2.describeVpcs(request -> request.vpcIds(vpc));
        } catch (Ec2Exception unknown) {
            throw Faults.invalid("The VPC ID '%s' is not found".formatted(vpc));
        }
    }
}
