package dev.tule.ec2.routing;

import dev.tule.ec2.network.AddressRange;
import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import dev.tule.vnet.packet.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The routes of route tables. Safe for use by many threads. */
public final class Routes {
    private static final int MOST_ROUTES = 500;

    private final Network network;

    public Routes(Network network) {
        this.network = network;
    }

    /** Where a route is asked to lead. */
    private record Target(
            @Nullable String gatewayId,
            @Nullable String natGatewayId,
            @Nullable String networkInterfaceId,
            @Nullable String instanceId) {}

    CreateRouteResponse create(CreateRouteRequest request) {
        refuseUnknown(
                Stream.of(
                        request.destinationIpv6CidrBlock(),
                        request.destinationPrefixListId(),
                        request.egressOnlyInternetGatewayId(),
                        request.vpcPeeringConnectionId(),
                        request.transitGatewayId(),
                        request.localGatewayId(),
                        request.carrierGatewayId(),
                        request.coreNetworkArn(),
                        request.vpcEndpointId()));
        Target target =
                new Target(
                        request.gatewayId(),
                        request.natGatewayId(),
                        request.networkInterfaceId(),
                        request.instanceId());
        Cidr destination = destination(request.destinationCidrBlock());
        network.change(
                rows -> {
                    RouteTable table = NetworkTables.ROUTE_TABLES.get(rows, request.routeTableId());
                    if (find(table, destination).isPresent()) {
                        throw Faults.of(
                                "RouteAlreadyExists",
                                "The route identified by %s already exists."
                                        .formatted(destination));
                    }
                    if (table.routes().size() >= MOST_ROUTES) {
                        throw Faults.of(
                                "RouteLimitExceeded",
                                "The maximum number of routes has been reached.");
                    }
                    Route route = route(rows, table, destination, target);
                    replace(rows, table, destination, Optional.of(route));
                });
        return CreateRouteResponse.builder().returnValue(true).build();
    }

    ReplaceRouteResponse replace(ReplaceRouteRequest request) {
        refuseUnknown(
                Stream.of(
                        request.destinationIpv6CidrBlock(),
                        request.destinationPrefixListId(),
                        request.egressOnlyInternetGatewayId(),
                        request.vpcPeeringConnectionId(),
                        request.transitGatewayId(),
                        request.localGatewayId(),
                        request.carrierGatewayId(),
                        request.coreNetworkArn(),
                        request.vpcEndpointId()));
        boolean local = Boolean.TRUE.equals(request.localTarget());
        Target target =
                new Target(
                        local ? "local" : request.gatewayId(),
                        request.natGatewayId(),
                        request.networkInterfaceId(),
                        request.instanceId());
        Cidr destination = destination(request.destinationCidrBlock());
        network.change(
                rows -> {
                    RouteTable table = NetworkTables.ROUTE_TABLES.get(rows, request.routeTableId());
                    require(table, destination);
                    Route route = route(rows, table, destination, target);
                    replace(rows, table, destination, Optional.of(route));
                });
        return ReplaceRouteResponse.builder().build();
    }

    DeleteRouteResponse delete(DeleteRouteRequest request) {
        refuseUnknown(
                Stream.of(request.destinationIpv6CidrBlock(), request.destinationPrefixListId()));
        Cidr destination = destination(request.destinationCidrBlock());
        network.change(
                rows -> {
                    RouteTable table = NetworkTables.ROUTE_TABLES.get(rows, request.routeTableId());
                    if ("local".equals(require(table, destination).gatewayId())) {
                        throw Faults.invalidValue(
                                "cannot remove local route %s in route table %s"
                                        .formatted(destination, table.routeTableId()));
                    }
                    replace(rows, table, destination, Optional.empty());
                });
        return DeleteRouteResponse.builder().build();
    }

    private static void refuseUnknown(Stream<@Nullable String> parameters) {
        if (parameters.anyMatch(Objects::nonNull)) {
            throw Faults.notImplemented(
                    "A route by IPv6, prefix list, peering or a gateway other than an internet or"
                            + " NAT gateway");
        }
    }

    private static Cidr destination(@Nullable String text) {
        return AddressRange.of(Faults.require(text, "DestinationCidrBlock"));
    }

    private static Optional<Route> find(RouteTable table, Cidr destination) {
        return table.routes().stream()
                .filter(each -> destination.toString().equals(each.destinationCidrBlock()))
                .findFirst();
    }

    private static Route require(RouteTable table, Cidr destination) {
        return find(table, destination)
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidRoute.NotFound",
                                        "no route with destination-cidr-block %s in route table %s"
                                                .formatted(destination, table.routeTableId())));
    }

    private static void replace(
            Transaction rows, RouteTable table, Cidr destination, Optional<Route> by) {
        List<Route> routes = new ArrayList<>(table.routes());
        routes.removeIf(each -> destination.toString().equals(each.destinationCidrBlock()));
        by.ifPresent(routes::add);
        NetworkTables.ROUTE_TABLES.put(
                rows, table.routeTableId(), table.toBuilder().routes(routes).build());
    }

    private static Route route(Snapshot rows, RouteTable table, Cidr destination, Target target) {
        Route.Builder route =
                Route.builder()
                        .destinationCidrBlock(destination.toString())
                        .origin("CreateRoute")
                        .state("active");
        long targets =
                Stream.of(
                                target.gatewayId,
                                target.natGatewayId,
                                target.networkInterfaceId,
                                target.instanceId)
                        .filter(Objects::nonNull)
                        .count();
        if (targets != 1) {
            throw Faults.invalidCombination("The request must contain exactly one target");
        }
        Vpc vpc = NetworkTables.VPCS.get(rows, table.vpcId());
        boolean within = Cidr.of(vpc.cidrBlock()).contains(destination);
        if (target.networkInterfaceId != null || target.instanceId != null) {
            NetworkInterface to = appliance(rows, target);
            refuseForeign(table, to.networkInterfaceId(), to.vpcId());
            NetworkInterfaceAttachment at = to.attachment();
            return route.networkInterfaceId(to.networkInterfaceId())
                    .instanceId(at == null ? null : at.instanceId())
                    .instanceOwnerId(at == null ? null : at.instanceOwnerId())
                    .build();
        }
        if (within && !"local".equals(target.gatewayId)) {
            throw Faults.invalidValue(
                    "The destination CIDR block %s is equal to or more specific than one of this"
                                    .formatted(destination)
                            + " VPC's CIDR blocks. This route can target only an interface or an"
                            + " instance.");
        }
        if (target.natGatewayId != null) {
            NatGateway nat = NetworkTables.NAT_GATEWAYS.get(rows, target.natGatewayId);
            refuseForeign(table, nat.natGatewayId(), nat.vpcId());
            return route.natGatewayId(nat.natGatewayId()).build();
        }
        String gateway = Objects.requireNonNull(target.gatewayId);
        if (!gateway.equals("local")) {
            InternetGateway known = NetworkTables.INTERNET_GATEWAYS.get(rows, gateway);
            if (known.attachments().stream().noneMatch(at -> at.vpcId().equals(vpc.vpcId()))) {
                refuseForeign(table, gateway, "");
            }
        }
        return route.gatewayId(gateway).build();
    }

    private static void refuseForeign(RouteTable table, String target, String vpcId) {
        if (!table.vpcId().equals(vpcId)) {
            throw Faults.invalidValue(
                    "route table %s and network target %s belong to different networks"
                            .formatted(table.routeTableId(), target));
        }
    }

    private static NetworkInterface appliance(Snapshot rows, Target target) {
        if (target.networkInterfaceId != null) {
            return NetworkTables.INTERFACES.get(rows, target.networkInterfaceId);
        }
        String instance = Objects.requireNonNull(target.instanceId);
        List<NetworkInterface> of = InterfaceRows.ofInstance(rows, instance);
        if (of.isEmpty()) {
            throw Kind.INSTANCE.notFound(instance);
        }
        if (of.size() > 1) {
            throw Faults.of(
                    "InvalidInstanceID",
                    "There are multiple interfaces attached to instance '%s'. Please specify an"
                                    .formatted(instance)
                            + " interface ID for the operation instead.");
        }
        return of.getFirst();
    }
}
