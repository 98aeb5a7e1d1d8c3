package dev.tule.ec2;

import static dev.tule.ec2.SecurityGroupsTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** VPCs and what is in them, as clients and Terraform ask for them. */
class VpcsTest {
    @TempDir private Path directory;
    private Home home;
    private Ec2Client ec2;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
        ec2 = home.client;
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private String vpc(String range) {
        return ec2.createVpc(r -> r.cidrBlock(range)).vpc().vpcId();
    }

    private Subnet subnet(String vpc, String range) {
        return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(range)).subnet();
    }

    private NetworkInterface eni(String subnet) {
        return ec2.createNetworkInterface(r -> r.subnetId(subnet)).networkInterface();
    }

    @Test
    void everyRegionBeginsWithADefaultVpcThatHasASubnetInEachZone() {
        Vpc vpc = ec2.describeVpcs(r -> r.filters(filter("isDefault", "true"))).vpcs().getFirst();
        List<Subnet> subnets =
                ec2.describeSubnets(r -> r.filters(filter("vpc-id", vpc.vpcId()))).subnets();

        assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
        assertThat(subnets)
                .extracting(Subnet::cidrBlock)
                .containsExactlyInAnyOrder("172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20");
        assertThat(subnets)
                .allMatch(Subnet::mapPublicIpOnLaunch)
                .allMatch(each -> each.availableIpAddressCount() == 4_091);
        assertThat(home.clientIn("eu-west-1").describeVpcs().vpcs())
                .extracting(Vpc::vpcId)
                .doesNotContain(vpc.vpcId());
    }

    @Test
    void theDefaultVpcStaysDeletedUntilItIsAskedFor() {
        String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
        String gateway =
                ec2.describeInternetGateways().internetGateways().getFirst().internetGatewayId();
        assertFault(
                () -> ec2.deleteVpc(r -> r.vpcId(vpc)),
                "DependencyViolation",
                "The vpc '" + vpc + "' has dependencies and cannot be deleted.");
        assertFault(() -> ec2.createDefaultVpc(r -> {}), "DefaultVpcAlreadyExists", "already");

        ec2.describeSubnets()
                .subnets()
                .forEach(s -> ec2.deleteSubnet(r -> r.subnetId(s.subnetId())));
        ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway));
        ec2.deleteVpc(r -> r.vpcId(vpc));
        assertThat(ec2.describeVpcs().vpcs()).isEmpty();
        assertThat(ec2.describeRouteTables().routeTables()).isEmpty();
        assertThat(ec2.describeSecurityGroups().securityGroups()).isEmpty();

        assertThat(ec2.createDefaultVpc(r -> {}).vpc().isDefault()).isTrue();
        assertThat(ec2.describeSubnets().subnets()).hasSize(3);
    }

    @Test
    void aVpcHasWhatTerraformReadsOfIt() {
        TagSpecification name =
                TagSpecification.builder()
                        .resourceType("vpc")
                        .tags(Tag.builder().key("Name").value("main").build())
                        .build();
        Vpc made = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").tagSpecifications(name)).vpc();
        String id = made.vpcId();
        ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(on -> on.value(true)));

        assertThat(ec2.describeVpcs(r -> r.filters(filter("tag:Name", "ma*"))).vpcs())
                .singleElement()
                .satisfies(vpc -> assertThat(vpc.tags()).isEqualTo(made.tags()));
        assertThat(
                        ec2.describeVpcAttribute(
                                        r ->
                                                r.vpcId(id)
                                                        .attribute(
                                                                VpcAttributeName
                                                                        .ENABLE_DNS_HOSTNAMES))
                                .enableDnsHostnames()
                                .value())
                .isTrue();
        Filter here = filter("vpc-id", id);
        assertThat(
                        ec2.describeRouteTables(
                                        r -> r.filters(here, filter("association.main", "true")))
                                .routeTables())
                .hasSize(1);
        assertThat(
                        ec2.describeNetworkAcls(r -> r.filters(here, filter("default", "true")))
                                .networkAcls())
                .hasSize(1);
        assertThat(
                        ec2.describeSecurityGroups(
                                        r -> r.filters(here, filter("group-name", "default")))
                                .securityGroups())
                .hasSize(1);
    }

    @Test
    void subnetsLieWithinTheVpcAndDoNotOverlap() {
        String vpc = vpc("10.0.0.0/16");
        Subnet subnet = subnet(vpc, "10.0.1.0/24");

        assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
        assertFault(
                () -> subnet(vpc, "10.0.1.128/25"),
                "InvalidSubnet.Conflict",
                "The CIDR '10.0.1.128/25' conflicts with another subnet");
        assertFault(
                () -> subnet(vpc, "10.1.0.0/24"),
                "InvalidSubnet.Range",
                "The CIDR '10.1.0.0/24' is invalid.");
        assertFault(
                () -> vpc("10.0.0.0/8"), "InvalidVpc.Range", "The CIDR '10.0.0.0/8' is invalid.");
        assertFault(
                () -> subnet("vpc-0123456789abcdef0", "10.0.0.0/24"),
                "InvalidVpcID.NotFound",
                "The vpc ID 'vpc-0123456789abcdef0' does not exist");
    }

    @Test
    void anInterfaceTakesAnAddressThatIsFree() {
        Subnet subnet = subnet(vpc("10.0.0.0/16"), "10.0.0.0/28");
        NetworkInterface first = eni(subnet.subnetId());

        assertThat(first.privateIpAddress()).isEqualTo("10.0.0.4");
        assertThat(first.privateDnsName()).isEqualTo("ip-10-0-0-4.ec2.internal");
        assertFault(
                () ->
                        ec2.createNetworkInterface(
                                r -> r.subnetId(subnet.subnetId()).privateIpAddress("10.0.0.4")),
                "InvalidIPAddress.InUse",
                "Address 10.0.0.4 is in use.");
        assertFault(
                () ->
                        ec2.createNetworkInterface(
                                r -> r.subnetId(subnet.subnetId()).privateIpAddress("10.0.0.15")),
                "InvalidParameterValue",
                "reserved");
        ec2.assignPrivateIpAddresses(
                r ->
                        r.networkInterfaceId(first.networkInterfaceId())
                                .secondaryPrivateIpAddressCount(10));
        assertFault(
                () -> eni(subnet.subnetId()),
                "InsufficientFreeAddressesInSubnet",
                "does not have enough free addresses");
        assertFault(
                () -> ec2.deleteSubnet(r -> r.subnetId(subnet.subnetId())),
                "DependencyViolation",
                "has dependencies");
        ec2.unassignPrivateIpAddresses(
                r ->
                        r.networkInterfaceId(first.networkInterfaceId())
                                .privateIpAddresses("10.0.0.5"));
        assertThat(eni(subnet.subnetId()).privateIpAddress()).isEqualTo("10.0.0.5");
    }

    @Test
    void aSecondaryAddressMovesToAnotherInterfaceWhereThatIsAllowed() {
        Subnet subnet = subnet(vpc("10.0.0.0/16"), "10.0.0.0/24");
        String first = eni(subnet.subnetId()).networkInterfaceId();
        NetworkInterface second = eni(subnet.subnetId());
        String id = second.networkInterfaceId();
        ec2.assignPrivateIpAddresses(
                r -> r.networkInterfaceId(first).privateIpAddresses("10.0.0.50"));

        assertFault(
                () ->
                        ec2.assignPrivateIpAddresses(
                                r -> r.networkInterfaceId(id).privateIpAddresses("10.0.0.50")),
                "InvalidIPAddress.InUse",
                "Address 10.0.0.50 is in use.");
        ec2.assignPrivateIpAddresses(
                r ->
                        r.networkInterfaceId(id)
                                .privateIpAddresses("10.0.0.50")
                                .allowReassignment(true));

        assertThat(
                        ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(first, id))
                                .networkInterfaces())
                .filteredOn(
                        each ->
                                each.privateIpAddresses().stream()
                                        .anyMatch(a -> a.privateIpAddress().equals("10.0.0.50")))
                .extracting(NetworkInterface::networkInterfaceId)
                .containsExactly(id);
        assertFault(
                () ->
                        ec2.assignPrivateIpAddresses(
                                r ->
                                        r.networkInterfaceId(first)
                                                .privateIpAddresses(second.privateIpAddress())
                                                .allowReassignment(true)),
                "InvalidIPAddress.InUse",
                "is in use.");
    }

    @Test
    void routesLeadToGatewaysAndBecomeBlackholesWithoutThem() {
        String vpc = vpc("10.0.0.0/16");
        Subnet subnet = subnet(vpc, "10.0.0.0/24");
        String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
        String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
        assertFault(
                () ->
                        ec2.createRoute(
                                r ->
                                        r.routeTableId(table)
                                                .destinationCidrBlock("0.0.0.0/0")
                                                .gatewayId(gateway)),
                "InvalidParameterValue",
                "belong to different networks");
        ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        ec2.createRoute(
                r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
        String association =
                ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet.subnetId()))
                        .associationId();

        assertThat(routes(table)).extracting(Route::stateAsString).containsOnly("active");
        assertFault(
                () -> ec2.deleteRouteTable(r -> r.routeTableId(table)),
                "DependencyViolation",
                "has dependencies");
        ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        assertThat(routes(table))
                .extracting(Route::stateAsString)
                .containsExactly("active", "blackhole");

        ec2.disassociateRouteTable(r -> r.associationId(association));
        ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
        assertFault(
                () -> ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0")),
                "InvalidRoute.NotFound",
                "no route with destination-cidr-block 0.0.0.0/0 in route table " + table);
        ec2.deleteRouteTable(r -> r.routeTableId(table));
    }

    private List<Route> routes(String table) {
        RouteTable found =
                ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().getFirst();
        return found.routes();
    }

    @Test
    void anElasticAddressStandsForAnInterfacesAddress() {
        Subnet subnet = ec2.describeSubnets().subnets().getFirst();
        NetworkInterface eni = eni(subnet.subnetId());
        String allocation = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
        String association =
                ec2.associateAddress(
                                r ->
                                        r.allocationId(allocation)
                                                .networkInterfaceId(eni.networkInterfaceId()))
                        .associationId();
        Address address =
                ec2.describeAddresses(r -> r.allocationIds(allocation)).addresses().getFirst();

        assertThat(address.privateIpAddress()).isEqualTo(eni.privateIpAddress());
        assertThat(address.publicIp()).startsWith("127.");
        assertThat(
                        ec2.describeNetworkInterfaces(
                                        r ->
                                                r.filters(
                                                        filter(
                                                                "association.public-ip",
                                                                address.publicIp())))
                                .networkInterfaces())
                .extracting(each -> each.association().associationId())
                .containsExactly(association);
        assertFault(
                () -> ec2.releaseAddress(r -> r.allocationId(allocation)),
                "InvalidIPAddress.InUse",
                "is in use");
        ec2.disassociateAddress(r -> r.associationId(association));
        ec2.releaseAddress(r -> r.publicIp(address.publicIp()));
        assertThat(ec2.describeAddresses().addresses()).isEmpty();
    }

    @Test
    void aNatGatewayHoldsItsAddressUntilItIsDeleted() {
        Subnet subnet = ec2.describeSubnets().subnets().getFirst();
        String allocation = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
        NatGateway nat =
                ec2.createNatGateway(r -> r.subnetId(subnet.subnetId()).allocationId(allocation))
                        .natGateway();
        assertThat(nat.natGatewayAddresses().getFirst().publicIp()).isNotNull();
        assertFault(
                () -> ec2.releaseAddress(r -> r.allocationId(allocation)),
                "InvalidIPAddress.InUse",
                "is in use");

        ec2.deleteNatGateway(r -> r.natGatewayId(nat.natGatewayId()));
        ec2.releaseAddress(r -> r.allocationId(allocation));
        assertThat(ec2.describeNatGateways(r -> {}).natGateways())
                .extracting(NatGateway::stateAsString)
                .containsExactly("deleted");
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    }

    @Test
    void aNetworkAclsEntriesHaveNumbers() {
        String vpc = vpc("10.0.0.0/16");
        Subnet subnet = subnet(vpc, "10.0.0.0/24");
        String acl = ec2.createNetworkAcl(r -> r.vpcId(vpc)).networkAcl().networkAclId();
        Runnable add =
                () ->
                        ec2.createNetworkAclEntry(
                                r ->
                                        r.networkAclId(acl)
                                                .egress(false)
                                                .ruleNumber(100)
                                                .protocol("tcp")
                                                .ruleAction(RuleAction.ALLOW)
                                                .cidrBlock("0.0.0.0/0")
                                                .portRange(p -> p.from(22).to(22)));
        add.run();
        assertFault(add::run, "NetworkAclEntryAlreadyExists", "identified by 100");
        NetworkAcl before =
                ec2.describeNetworkAcls(
                                r -> r.filters(filter("association.subnet-id", subnet.subnetId())))
                        .networkAcls()
                        .getFirst();
        ec2.replaceNetworkAclAssociation(
                r ->
                        r.networkAclId(acl)
                                .associationId(
                                        before.associations()
                                                .getFirst()
                                                .networkAclAssociationId()));
        NetworkAcl after =
                ec2.describeNetworkAcls(r -> r.networkAclIds(acl)).networkAcls().getFirst();

        assertThat(after.associations())
                .extracting(a -> a.subnetId())
                .containsExactly(subnet.subnetId());
        assertThat(after.entries())
                .extracting(NetworkAclEntry::ruleNumber)
                .containsExactly(32_767, 100, 32_767);
        assertThat(after.entries().get(1).protocol()).isEqualTo("6");
    }

    @Test
    void dhcpOptionsBelongToVpcs() {
        NewDhcpConfiguration servers =
                NewDhcpConfiguration.builder()
                        .key("domain-name-servers")
                        .values("10.0.0.10", "10.0.0.11")
                        .build();
        String options =
                ec2.createDhcpOptions(r -> r.dhcpConfigurations(servers))
                        .dhcpOptions()
                        .dhcpOptionsId();
        String vpc = vpc("10.0.0.0/16");
        ec2.associateDhcpOptions(r -> r.dhcpOptionsId(options).vpcId(vpc));

        assertFault(
                () -> ec2.deleteDhcpOptions(r -> r.dhcpOptionsId(options)),
                "DependencyViolation",
                "has dependencies");
        ec2.associateDhcpOptions(r -> r.dhcpOptionsId("default").vpcId(vpc));
        ec2.deleteDhcpOptions(r -> r.dhcpOptionsId(options));
        assertThat(ec2.describeDhcpOptions().dhcpOptions()).hasSize(1);
    }

    @Test
    void subnetsComeInPages() {
        String vpc = vpc("10.0.0.0/16");
        for (int i = 0; i < 7; i++) {
            subnet(vpc, "10.0." + i + ".0/24");
        }
        Filter here = filter("vpc-id", vpc);

        assertThat(
                        ec2.describeSubnetsPaginator(r -> r.filters(here).maxResults(5)).stream()
                                .map(page -> page.subnets().size()))
                .containsExactly(5, 2);
    }

    @Test
    void everythingIsThereAfterARestart() throws IOException {
        String vpc = vpc("10.0.0.0/16");
        subnet(vpc, "10.0.0.0/24");
        home.close();
        home = new Home(directory);
        ec2 = home.client;

        assertThat(ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs()).hasSize(1);
        assertThat(ec2.describeSubnets(r -> r.filters(filter("vpc-id", vpc))).subnets()).hasSize(1);
        assertThat(ec2.describeVpcs().vpcs()).hasSize(2);
    }
}
