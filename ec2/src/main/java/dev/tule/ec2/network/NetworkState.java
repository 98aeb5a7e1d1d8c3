package dev.tule.ec2.network;

import dev.tule.store.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * All rows that say what a place's networks are like, at one point in time, by identifier.
 *
 * @param links of machines, by interface
 */
public record NetworkState(
        Map<String, Vpc> vpcs,
        Map<String, DescribeVpcAttributeResponse> attributes,
        Map<String, Subnet> subnets,
        Map<String, RouteTable> routeTables,
        Map<String, InternetGateway> internetGateways,
        Map<String, NatGateway> natGateways,
        Map<String, NetworkAcl> acls,
        Map<String, SecurityGroup> groups,
        Map<String, SecurityGroupRule> rules,
        Map<String, NetworkInterface> interfaces,
        Map<String, DhcpOptions> dhcpOptions,
        Map<String, FlowLog> flowLogs,
        Map<String, Path> links) {

    public static NetworkState read(Snapshot rows) {
        return new NetworkState(
                NetworkTables.VPCS.all(rows),
                NetworkTables.VPC_ATTRIBUTES.all(rows),
                NetworkTables.SUBNETS.all(rows),
                NetworkTables.ROUTE_TABLES.all(rows),
                NetworkTables.INTERNET_GATEWAYS.all(rows),
                NetworkTables.NAT_GATEWAYS.all(rows),
                NetworkTables.NETWORK_ACLS.all(rows),
                NetworkTables.GROUPS.all(rows),
                NetworkTables.RULES.all(rows),
                NetworkTables.INTERFACES.all(rows),
                NetworkTables.DHCP_OPTIONS.all(rows),
                NetworkTables.FLOW_LOGS.all(rows),
                Links.all(rows));
    }

    /** The route table of a subnet: the one that it is associated with, or the VPC's main one. */
    public Optional<RouteTable> routeTableOf(Subnet subnet) {
        return routeTables.values().stream()
                .filter(
                        table ->
                                table.associations().stream()
                                        .anyMatch(of -> subnet.subnetId().equals(of.subnetId())))
                .findFirst()
                .or(() -> mainRouteTable(subnet.vpcId()));
    }

    public Optional<RouteTable> mainRouteTable(String vpcId) {
        return routeTables.values().stream()
                .filter(table -> table.vpcId().equals(vpcId))
                .filter(
                        table ->
                                table.associations().stream().anyMatch(RouteTableAssociation::main))
                .findFirst();
    }

    /** The network ACL of a subnet, which each has. */
    public Optional<NetworkAcl> aclOf(String subnetId) {
        return acls.values().stream()
                .filter(
                        acl ->
                                acl.associations().stream()
                                        .anyMatch(of -> subnetId.equals(of.subnetId())))
                .findFirst();
    }

    public Stream<SecurityGroupRule> rulesOf(String groupId) {
        return rules.values().stream().filter(rule -> groupId.equals(rule.groupId()));
    }

    /** The subnets of a VPC. */
    public List<Subnet> subnetsOf(String vpcId) {
        return subnets.values().stream().filter(each -> vpcId.equals(each.vpcId())).toList();
    }

    /** Whether an internet gateway is attached to a VPC. */
    public boolean isAttached(String gatewayId, String vpcId) {
        InternetGateway gateway = internetGateways.get(gatewayId);
        return gateway != null
                && gateway.attachments().stream().anyMatch(each -> vpcId.equals(each.vpcId()));
    }

    /** Whether a subnet is public: its routes lead to an internet gateway that is attached. */
    public boolean isPublic(Subnet subnet) {
        return routeTableOf(subnet)
                .map(
                        table ->
                                table.routes().stream()
                                        .anyMatch(
                                                route ->
                                                        route.gatewayId() != null
                                                                && isAttached(
                                                                        route.gatewayId(),
                                                                        subnet.vpcId())))
                .orElse(false);
    }
}
