package dev.tule.elb.classic;

import dev.tule.elb.balancer.Sites;
import dev.tule.elb.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancing.model.AttachLoadBalancerToSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.AttachLoadBalancerToSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DetachLoadBalancerFromSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DetachLoadBalancerFromSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DisableAvailabilityZonesForLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DisableAvailabilityZonesForLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.EnableAvailabilityZonesForLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.EnableAvailabilityZonesForLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;

/**
 * Where classic load balancers stand: subnets, or zones, which are those zones' default subnets
 * here. Safe for use by many threads.
 */
final class ClassicSubnets {
    private final Place place;
    private final Sites sites;
    private final ClassicBalancers balancers;

    ClassicSubnets(Place place, Sites sites, ClassicBalancers balancers) {
        this.place = place;
        this.sites = sites;
        this.balancers = balancers;
    }

    AttachLoadBalancerToSubnetsResponse attach(AttachLoadBalancerToSubnetsRequest request) {
        LoadBalancerDescription after =
                move(request.loadBalancerName(), there -> with(there, request.subnets()));
        return AttachLoadBalancerToSubnetsResponse.builder().subnets(after.subnets()).build();
    }

    DetachLoadBalancerFromSubnetsResponse detach(DetachLoadBalancerFromSubnetsRequest request) {
        LoadBalancerDescription after =
                move(request.loadBalancerName(), there -> without(there, request.subnets()));
        return DetachLoadBalancerFromSubnetsResponse.builder().subnets(after.subnets()).build();
    }

    EnableAvailabilityZonesForLoadBalancerResponse enable(
            EnableAvailabilityZonesForLoadBalancerRequest request) {
        LoadBalancerDescription known = known(request.loadBalancerName());
        List<String> zones = new ArrayList<>(request.availabilityZones());
        zones.removeAll(known.availabilityZones());
        List<String> added =
                zones.isEmpty()
                        ? List.of()
                        : sites.subnetsOfZones(zones).stream().map(Subnet::subnetId).toList();
        LoadBalancerDescription after =
                move(request.loadBalancerName(), there -> with(there, added));
        return EnableAvailabilityZonesForLoadBalancerResponse.builder()
                .availabilityZones(after.availabilityZones())
                .build();
    }

    DisableAvailabilityZonesForLoadBalancerResponse disable(
            DisableAvailabilityZonesForLoadBalancerRequest request) {
        LoadBalancerDescription known = known(request.loadBalancerName());
        List<String> gone =
                sites.subnets(known.subnets()).stream()
                        .filter(
                                each ->
                                        request.availabilityZones()
                                                .contains(each.availabilityZone()))
                        .map(Subnet::subnetId)
                        .toList();
        LoadBalancerDescription after =
                move(request.loadBalancerName(), there -> without(there, gone));
        return DisableAvailabilityZonesForLoadBalancerResponse.builder()
                .availabilityZones(after.availabilityZones())
                .build();
    }

    private LoadBalancerDescription known(String name) {
        return place.read(rows -> ClassicTables.get(rows, name));
    }

    private static List<String> with(List<String> there, List<String> added) {
        return Stream.concat(there.stream(), added.stream()).distinct().toList();
    }

    private static List<String> without(List<String> there, List<String> gone) {
        return there.stream().filter(each -> !gone.contains(each)).toList();
    }

    private LoadBalancerDescription move(String name, UnaryOperator<List<String>> how) {
        LoadBalancerDescription known = known(name);
        List<String> after = how.apply(known.subnets());
        if (after.equals(known.subnets())) {
            return known;
        }
        if (after.isEmpty()) {
            throw InvalidConfigurationRequestException.builder()
                    .message("A load balancer must keep one subnet or zone at least")
                    .build();
        }
        return balancers.move(name, known.subnets(), sites.subnets(after));
    }
}
