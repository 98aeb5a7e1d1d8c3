package dev.tule.elb.balancer;

import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;

/**
 * Where load balancers answer: each at a loopback address of its own within 127.64.0.0/10, on its
 * listeners' own ports. DescribeLoadBalancers shows it where AWS shows the addresses of network
 * load balancers.
 */
public final class Addresses {
    private Addresses() {}

    /** An address at random, of four million: nobody has to know of the others. */
    public static String draw(RandomGenerator random) {
        return "127.%d.%d.%d"
                .formatted(random.nextInt(64, 128), random.nextInt(256), random.nextInt(1, 255));
    }

    /** The address of a load balancer. */
    public static String of(LoadBalancer balancer) {
        return balancer.availabilityZones()
                .getFirst()
                .loadBalancerAddresses()
                .getFirst()
                .ipAddress();
    }

    static List<AvailabilityZone> zones(List<Subnet> subnets, String address) {
        return subnets.stream()
                .map(
                        subnet ->
                                AvailabilityZone.builder()
                                        .zoneName(subnet.availabilityZone())
                                        .subnetId(subnet.subnetId())
                                        .loadBalancerAddresses(
                                                LoadBalancerAddress.builder()
                                                        .ipAddress(address)
                                                        .build())
                                        .build())
                .toList();
    }
}
