package dev.tule.ec2.network;

import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import dev.tule.vnet.packet.Cidr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/**
 * Lays VPCs and subnets with all that AWS gives them at their birth: a main route table, a network
 * ACL, a security group named default, DHCP options. Safe for use by many threads.
 */
public final class Foundation {
    /** Of the default VPC, as everywhere on AWS. */
    private static final Cidr DEFAULT_RANGE = Cidr.of("172.31.0.0/16");

    private static final int DEFAULT_SUBNET_PREFIX = 20;
    private static final int LAST_ACL_ENTRY = 32_767;
    private static final Key LAID = Key.of("network", "laid");
    private static final byte[] NOTHING = {};

    private final Place place;

    public Foundation(Place place) {
        this.place = place;
    }

    /** Makes the default VPC when the place is used for the first time; never again. */
    public void layOnce() {
        if (place.read(rows -> rows.get(LAID)).isPresent()) {
            return;
        }
        place.change(
                rows -> {
                    if (rows.get(LAID).isEmpty()) {
                        defaultVpc(rows);
                        rows.put(LAID, NOTHING);
                    }
                });
    }

    /** The default VPC, if there is one. */
    public static Optional<Vpc> findDefault(Snapshot rows) {
        return NetworkTables.VPCS.all(rows).values().stream().filter(Vpc::isDefault).findFirst();
    }

    /** The default VPC with a subnet in each zone and a way to the outside. */
    public Vpc defaultVpc(Transaction rows) {
        Vpc vpc = vpc(rows, DEFAULT_RANGE, "default", true);
        String gatewayId = place.newId(Kind.INTERNET_GATEWAY);
        NetworkTables.INTERNET_GATEWAYS.put(
                rows,
                gatewayId,
                InternetGateway.builder()
                        .internetGatewayId(gatewayId)
                        .ownerId(place.account())
                        .attachments(
                                InternetGatewayAttachment.builder()
                                        .vpcId(vpc.vpcId())
                                        .state("available")
                                        .build())
                        .build());
        RouteTable main = main(rows, vpc.vpcId());
        Route outside =
                Route.builder()
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(gatewayId)
                        .origin("CreateRoute")
                        .state("active")
                        .build();
        NetworkTables.ROUTE_TABLES.put(
                rows,
                main.routeTableId(),
                main.toBuilder().routes(main.routes().getFirst(), outside).build());
        for (String zone : place.zones()) {
            defaultSubnet(rows, vpc, zone);
        }
        return vpc;
    }

    private static RouteTable main(Snapshot rows, String vpcId) {
        return NetworkTables.ROUTE_TABLES.all(rows).values().stream()
                .filter(table -> table.vpcId().equals(vpcId))
                .findFirst()
                .orElseThrow();
    }

    /** The default subnet of a zone, at its own part of the default VPC's addresses. */
    public Subnet defaultSubnet(Transaction rows, Vpc vpc, String zone) {
        int number = place.zones().indexOf(zone);
        Cidr range =
                new Cidr(
                        DEFAULT_RANGE.base().plus(number << (32 - DEFAULT_SUBNET_PREFIX)),
                        DEFAULT_SUBNET_PREFIX);
        Subnet subnet = subnet(rows, vpc, range, zone);
        Subnet open = subnet.toBuilder().defaultForAz(true).mapPublicIpOnLaunch(true).build();
        NetworkTables.SUBNETS.put(rows, open.subnetId(), open);
        return open;
    }

    /** A VPC of its own, without subnets. */
    public Vpc vpc(Transaction rows, Cidr range, String tenancy, boolean isDefault) {
        String id = place.newId(Kind.VPC);
        Vpc vpc =
                Vpc.builder()
                        .vpcId(id)
                        .ownerId(place.account())
                        .state("available")
                        .cidrBlock(range.toString())
                        .cidrBlockAssociationSet(
                                VpcCidrBlockAssociation.builder()
                                        .associationId(place.newId(Kind.VPC_CIDR_ASSOCIATION))
                                        .cidrBlock(range.toString())
                                        .cidrBlockState(state -> state.state("associated"))
                                        .build())
                        .dhcpOptionsId(defaultDhcpOptions(rows))
                        .instanceTenancy(tenancy)
                        .isDefault(isDefault)
                        .build();
        NetworkTables.VPCS.put(rows, id, vpc);
        NetworkTables.VPC_ATTRIBUTES.put(
                rows,
                id,
                DescribeVpcAttributeResponse.builder()
                        .vpcId(id)
                        .enableDnsSupport(truth(true))
                        .enableDnsHostnames(truth(isDefault))
                        .enableNetworkAddressUsageMetrics(truth(false))
                        .build());
        layRouteTable(rows, vpc, true);
        layAcl(rows, id, true);
        layDefaultGroup(rows, id);
        return vpc;
    }

    private static AttributeBooleanValue truth(boolean value) {
        return AttributeBooleanValue.builder().value(value).build();
    }

    /** The options that every VPC begins with: EC2's resolver and domain. */
    public String defaultDhcpOptions(Transaction rows) {
        for (Vpc other : NetworkTables.VPCS.all(rows).values()) {
            Optional<DhcpOptions> known =
                    NetworkTables.DHCP_OPTIONS
                            .find(rows, other.dhcpOptionsId())
                            .filter(this::isDefault);
            if (known.isPresent()) {
                return known.get().dhcpOptionsId();
            }
        }
        String id = place.newId(Kind.DHCP_OPTIONS);
        NetworkTables.DHCP_OPTIONS.put(
                rows,
                id,
                DhcpOptions.builder()
                        .dhcpOptionsId(id)
                        .ownerId(place.account())
                        .dhcpConfigurations(
                                option("domain-name", PrivateDnsName.domain(place.region())),
                                option("domain-name-servers", "AmazonProvidedDNS"))
                        .build());
        return id;
    }

    private boolean isDefault(DhcpOptions options) {
        return options.dhcpConfigurations()
                .equals(
                        List.of(
                                option("domain-name", PrivateDnsName.domain(place.region())),
                                option("domain-name-servers", "AmazonProvidedDNS")));
    }

    private static DhcpConfiguration option(String key, String value) {
        return DhcpConfiguration.builder()
                .key(key)
                .values(AttributeValue.builder().value(value).build())
                .build();
    }

    /** A route table with the local route alone. */
    public RouteTable layRouteTable(Transaction rows, Vpc vpc, boolean main) {
        String id = place.newId(Kind.ROUTE_TABLE);
        List<RouteTableAssociation> associations =
                main ? List.of(routeTableAssociation(id, null)) : List.of();
        RouteTable table =
                RouteTable.builder()
                        .routeTableId(id)
                        .vpcId(vpc.vpcId())
                        .ownerId(place.account())
                        .routes(
                                Route.builder()
                                        .destinationCidrBlock(vpc.cidrBlock())
                                        .gatewayId("local")
                                        .origin("CreateRouteTable")
                                        .state("active")
                                        .build())
                        .associations(associations)
                        .propagatingVgws(List.of())
                        .build();
        NetworkTables.ROUTE_TABLES.put(rows, id, table);
        return table;
    }

    /**
     * @param subnetId null for the main association
     */
    public RouteTableAssociation routeTableAssociation(String tableId, @Nullable String subnetId) {
        return RouteTableAssociation.builder()
                .routeTableAssociationId(place.newId(Kind.ROUTE_TABLE_ASSOCIATION))
                .routeTableId(tableId)
                .subnetId(subnetId)
                .main(subnetId == null)
                .associationState(state -> state.state("associated"))
                .build();
    }

    /** A network ACL: that of the VPC's birth allows all, others nothing. */
    public NetworkAcl layAcl(Transaction rows, String vpcId, boolean isDefault) {
        String id = place.newId(Kind.NETWORK_ACL);
        List<NetworkAclEntry> entries =
                isDefault
                        ? List.of(
                                entry(true, 100, "allow"),
                                entry(true, LAST_ACL_ENTRY, "deny"),
                                entry(false, 100, "allow"),
                                entry(false, LAST_ACL_ENTRY, "deny"))
                        : List.of(
                                entry(true, LAST_ACL_ENTRY, "deny"),
                                entry(false, LAST_ACL_ENTRY, "deny"));
        NetworkAcl acl =
                NetworkAcl.builder()
                        .networkAclId(id)
                        .vpcId(vpcId)
                        .ownerId(place.account())
                        .isDefault(isDefault)
                        .entries(entries)
                        .associations(List.of())
                        .build();
        NetworkTables.NETWORK_ACLS.put(rows, id, acl);
        return acl;
    }

    private static NetworkAclEntry entry(boolean egress, int number, String action) {
        return NetworkAclEntry.builder()
                .egress(egress)
                .ruleNumber(number)
                .protocol("-1")
                .ruleAction(action)
                .cidrBlock("0.0.0.0/0")
                .build();
    }

    private void layDefaultGroup(Transaction rows, String vpcId) {
        SecurityGroup group = layGroup(rows, vpcId, "default", "default VPC security group");
        ReferencedSecurityGroup itself =
                ReferencedSecurityGroup.builder()
                        .groupId(group.groupId())
                        .userId(place.account())
                        .build();
        putRule(rows, rule(group.groupId(), false).referencedGroupInfo(itself).build());
    }

    /** A security group that lets everything out and nothing in. */
    public SecurityGroup layGroup(Transaction rows, String vpcId, String name, String description) {
        String id = place.newId(Kind.SECURITY_GROUP);
        SecurityGroup group =
                SecurityGroup.builder()
                        .groupId(id)
                        .groupName(name)
                        .description(description)
                        .vpcId(vpcId)
                        .ownerId(place.account())
                        .securityGroupArn(place.arn("security-group/" + id))
                        .build();
        NetworkTables.GROUPS.put(rows, id, group);
        putRule(rows, rule(id, true).cidrIpv4("0.0.0.0/0").build());
        return group;
    }

    private SecurityGroupRule.Builder rule(String groupId, boolean egress) {
        String id = place.newId(Kind.SECURITY_GROUP_RULE);
        return SecurityGroupRule.builder()
                .securityGroupRuleId(id)
                .securityGroupRuleArn(place.arn("security-group-rule/" + id))
                .groupId(groupId)
                .groupOwnerId(place.account())
                .isEgress(egress)
                .ipProtocol("-1")
                .fromPort(-1)
                .toPort(-1);
    }

    private static void putRule(Transaction rows, SecurityGroupRule rule) {
        NetworkTables.RULES.put(rows, rule.securityGroupRuleId(), rule);
    }

    /** A subnet in a part of the VPC that is free; it gets the VPC's first network ACL. */
    public Subnet subnet(Transaction rows, Vpc vpc, Cidr range, String zone) {
        String id = place.newId(Kind.SUBNET);
        Subnet subnet =
                Subnet.builder()
                        .subnetId(id)
                        .subnetArn(place.arn("subnet/" + id))
                        .vpcId(vpc.vpcId())
                        .ownerId(place.account())
                        .state("available")
                        .cidrBlock(range.toString())
                        .availabilityZone(zone)
                        .availabilityZoneId(place.zoneId(zone))
                        .defaultForAz(false)
                        .mapPublicIpOnLaunch(false)
                        .mapCustomerOwnedIpOnLaunch(false)
                        .assignIpv6AddressOnCreation(false)
                        .enableDns64(false)
                        .ipv6Native(false)
                        .ipv6CidrBlockAssociationSet(List.of())
                        .privateDnsNameOptionsOnLaunch(
                                names ->
                                        names.hostnameType("ip-name")
                                                .enableResourceNameDnsARecord(false)
                                                .enableResourceNameDnsAAAARecord(false))
                        .build();
        NetworkTables.SUBNETS.put(rows, id, subnet);
        NetworkAcl acl =
                NetworkTables.NETWORK_ACLS.all(rows).values().stream()
                        .filter(each -> each.vpcId().equals(vpc.vpcId()) && each.isDefault())
                        .findFirst()
                        .orElseThrow();
        List<NetworkAclAssociation> associations = new java.util.ArrayList<>(acl.associations());
        associations.add(aclAssociation(acl.networkAclId(), id));
        NetworkTables.NETWORK_ACLS.put(
                rows, acl.networkAclId(), acl.toBuilder().associations(associations).build());
        return subnet;
    }

    public NetworkAclAssociation aclAssociation(String aclId, String subnetId) {
        return NetworkAclAssociation.builder()
                .networkAclAssociationId(place.newId(Kind.NETWORK_ACL_ASSOCIATION))
                .networkAclId(aclId)
                .subnetId(subnetId)
                .build();
    }
}
