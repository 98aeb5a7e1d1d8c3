package dev.tule.ec2.routing;

import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkState;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Route tables and what they are associated with. Safe for use by many threads. */
public final class RouteTables {
    private static final int MOST_TABLES = 200;
    private static final Filters<RouteTable> FILTERS =
            Filters.of(RouteTable.builder(), RouteTable.class)
                    .onMembers(
                            "association.gateway-id",
                            "association.main",
                            "association.route-table-association-id",
                            "association.route-table-id",
                            "association.subnet-id",
                            "owner-id",
                            "route-table-id",
                            "route.destination-cidr-block",
                            "route.destination-ipv6-cidr-block",
                            "route.destination-prefix-list-id",
                            "route.egress-only-internet-gateway-id",
                            "route.gateway-id",
                            "route.instance-id",
                            "route.nat-gateway-id",
                            "route.origin",
                            "route.state",
                            "route.transit-gateway-id",
                            "route.vpc-peering-connection-id",
                            "vpc-id");
    private static final Inquiry.Shape<RouteTable> SHAPE =
            new Inquiry.Shape<>(
                    RouteTable::routeTableId,
                    (table, tags) -> table.toBuilder().tags(tags).build());

    private final Network network;

    public RouteTables(Network network) {
        this.network = network;
    }

    CreateRouteTableResponse create(CreateRouteTableRequest request) {
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.ROUTE_TABLE);
        RouteTable made =
                network.transact(
                        rows -> {
                            Vpc vpc = NetworkTables.VPCS.get(rows, request.vpcId());
                            if (NetworkTables.ROUTE_TABLES.all(rows).values().stream()
                                            .filter(each -> each.vpcId().equals(vpc.vpcId()))
                                            .count()
                                    >= MOST_TABLES) {
                                throw Faults.of(
                                        "RouteTableLimitExceeded",
                                        "The maximum number of route tables has been reached.");
                            }
                            RouteTable table = network.foundation().layRouteTable(rows, vpc, false);
                            TagRows.put(rows, table.routeTableId(), tags);
                            return table;
                        });
        return CreateRouteTableResponse.builder()
                .routeTable(made.toBuilder().tags(tags).build())
                .build();
    }

    DescribeRouteTablesResponse describe(DescribeRouteTablesRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.routeTableIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<RouteTable> page =
                network.read(
                        rows -> {
                            NetworkState state = NetworkState.read(rows);
                            return asked.of(
                                    rows,
                                    NetworkTables.ROUTE_TABLES,
                                    FILTERS,
                                    SHAPE,
                                    table -> withStates(table, state));
                        });
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** A route to what is gone is a blackhole. */
    private static RouteTable withStates(RouteTable table, NetworkState state) {
        return table.toBuilder()
                .routes(
                        table.routes().stream()
                                .map(
                                        route ->
                                                leads(route, table.vpcId(), state)
                                                        ? route
                                                        : route.toBuilder()
                                                                .state("blackhole")
                                                                .build())
                                .toList())
                .build();
    }

    private static boolean leads(Route route, String vpcId, NetworkState state) {
        if (route.gatewayId() != null) {
            return route.gatewayId().equals("local") || state.isAttached(route.gatewayId(), vpcId);
        }
        if (route.natGatewayId() != null) {
            NatGateway nat = state.natGateways().get(route.natGatewayId());
            return nat != null && "available".equals(nat.stateAsString());
        }
        NetworkInterface to = state.interfaces().get(route.networkInterfaceId());
        return to != null && to.attachment() != null;
    }

    DeleteRouteTableResponse delete(DeleteRouteTableRequest request) {
        String id = request.routeTableId();
        network.change(
                rows -> {
                    if (!NetworkTables.ROUTE_TABLES.get(rows, id).associations().isEmpty()) {
                        throw Faults.of(
                                "DependencyViolation",
                                "The routeTable '%s' has dependencies and cannot be deleted."
                                        .formatted(id));
                    }
                    NetworkTables.ROUTE_TABLES.delete(rows, id);
                });
        return DeleteRouteTableResponse.builder().build();
    }

    AssociateRouteTableResponse associate(AssociateRouteTableRequest request) {
        if (request.gatewayId() != null) {
            throw Faults.notImplemented("A route table of a gateway");
        }
        RouteTableAssociation made =
                network.transact(
                        rows -> {
                            RouteTable table =
                                    NetworkTables.ROUTE_TABLES.get(rows, request.routeTableId());
                            Subnet subnet = NetworkTables.SUBNETS.get(rows, request.subnetId());
                            refuseForeign(table, subnet.vpcId());
                            refuseAssociated(rows, subnet);
                            RouteTableAssociation association =
                                    network.foundation()
                                            .routeTableAssociation(
                                                    table.routeTableId(), subnet.subnetId());
                            add(rows, table, association);
                            return association;
                        });
        return AssociateRouteTableResponse.builder()
                .associationId(made.routeTableAssociationId())
                .associationState(made.associationState())
                .build();
    }

    private static void refuseForeign(RouteTable table, String vpcId) {
        if (!table.vpcId().equals(vpcId)) {
            throw Faults.invalidValue(
                    "Route table %s and the subnet belong to different networks"
                            .formatted(table.routeTableId()));
        }
    }

    private static void refuseAssociated(Snapshot rows, Subnet subnet) {
        for (RouteTable table : NetworkTables.ROUTE_TABLES.all(rows).values()) {
            for (RouteTableAssociation each : table.associations()) {
                if (subnet.subnetId().equals(each.subnetId())) {
                    throw Faults.of(
                            "Resource.AlreadyAssociated",
                            "the specified association for route table %s conflicts with an existing association"
                                    .formatted(table.routeTableId()));
                }
            }
        }
    }

    private static void add(Transaction rows, RouteTable table, RouteTableAssociation association) {
        List<RouteTableAssociation> all = new ArrayList<>(table.associations());
        all.add(association);
        put(rows, table, all);
    }

    private static void put(
            Transaction rows, RouteTable table, List<RouteTableAssociation> associations) {
        NetworkTables.ROUTE_TABLES.put(
                rows, table.routeTableId(), table.toBuilder().associations(associations).build());
    }

    /** Takes an association out of its table. */
    private static RouteTableAssociation remove(Transaction rows, String associationId) {
        for (RouteTable table : NetworkTables.ROUTE_TABLES.all(rows).values()) {
            for (RouteTableAssociation each : table.associations()) {
                if (each.routeTableAssociationId().equals(associationId)) {
                    List<RouteTableAssociation> left = new ArrayList<>(table.associations());
                    left.remove(each);
                    put(rows, table, left);
                    return each;
                }
            }
        }
        throw Kind.ROUTE_TABLE_ASSOCIATION.notFound(associationId);
    }

    DisassociateRouteTableResponse disassociate(DisassociateRouteTableRequest request) {
        network.change(
                rows -> {
                    if (remove(rows, request.associationId()).main()) {
                        throw Faults.invalidValue(
                                "cannot disassociate the main route table association "
                                        + request.associationId());
                    }
                });
        return DisassociateRouteTableResponse.builder().build();
    }

    ReplaceRouteTableAssociationResponse replace(ReplaceRouteTableAssociationRequest request) {
        RouteTableAssociation made =
                network.transact(
                        rows -> {
                            RouteTableAssociation old = remove(rows, request.associationId());
                            String vpcId =
                                    NetworkTables.ROUTE_TABLES
                                            .get(rows, old.routeTableId())
                                            .vpcId();
                            RouteTable table =
                                    NetworkTables.ROUTE_TABLES.get(rows, request.routeTableId());
                            refuseForeign(table, vpcId);
                            RouteTableAssociation association =
                                    network.foundation()
                                            .routeTableAssociation(
                                                    table.routeTableId(), old.subnetId());
                            add(rows, table, association);
                            return association;
                        });
        return ReplaceRouteTableAssociationResponse.builder()
                .newAssociationId(made.routeTableAssociationId())
                .associationState(made.associationState())
                .build();
    }
}
