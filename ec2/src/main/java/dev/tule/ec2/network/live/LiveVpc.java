package dev.tule.ec2.network.live;

import dev.tule.ec2.network.NetworkState;
import dev.tule.vnet.Fabric;
import dev.tule.vnet.InterfaceConfig;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.Route;
import dev.tule.vnet.RouteTable;
import dev.tule.vnet.Subnet;
import dev.tule.vnet.Vpc;
import dev.tule.vnet.VpcHost;
import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.NatGateway;

/** One VPC as machines see it. Confined to its topology's lock. */
final class LiveVpc {
    private static final String STANDARD_RESOLVER = "AmazonProvidedDNS";

    private final String id;
    private final Fabric fabric;
    private final Vpc vpc;
    private final Function<Path, Link> links;
    private final Map<String, Subnet> subnets = new HashMap<>();
    private final Map<String, RouteTable> routeTables = new HashMap<>();
    private final Map<String, NetworkAcl> acls = new HashMap<>();
    private final Map<String, Plugged> plugged = new HashMap<>();
    private final Map<String, VpcHost> hosts = new HashMap<>();
    private final Set<String> groups = new HashSet<>();

    /** What an interface was plugged with that can't change while it is. */
    private record Socket(Path link, String mac, String subnetId, String address) {}

    private record Plugged(Socket with, NetworkInterface at) {}

    LiveVpc(String id, Cidr range, Fabric fabric, Function<Path, Link> links) {
        this.id = id;
        this.fabric = fabric;
        this.vpc = fabric.createVpc(id, range);
        this.links = links;
    }

    Vpc vpc() {
        return vpc;
    }

    /** The interface of that identifier, if a machine is at it. */
    Optional<NetworkInterface> plugged(String interfaceId) {
        return Optional.ofNullable(plugged.get(interfaceId)).map(Plugged::at);
    }

    /**
     * This process as the host at an interface that no machine is at, which it is from now on for
     * as long as the interface is there.
     */
    VpcHost host(String interfaceId, NetworkState state, Executor lane) {
        VpcHost known = hosts.get(interfaceId);
        if (known != null) {
            return known;
        }
        var row = state.interfaces().get(interfaceId);
        if (row == null || plugged.containsKey(interfaceId)) {
            throw new IllegalStateException(interfaceId + " is not there, or a machine's");
        }
        VpcHost made = new VpcHost(vpc, config(row, state), lane);
        hosts.put(interfaceId, made);
        return made;
    }

    void close() {
        hosts.values().forEach(VpcHost::close);
        fabric.deleteVpc(vpc);
    }

    void follow(NetworkState state) {
        unplugGone(state);
        followAcls(state);
        followSubnets(state);
        followGroups(state);
        followInterfaces(state);
        followRoutes(state);
    }

    private boolean isHere(String vpcId) {
        return id.equals(vpcId);
    }

    // ---- Subnets, ACLs, groups.

    private void followAcls(NetworkState state) {
        state.acls().values().stream()
                .filter(row -> isHere(row.vpcId()))
                .forEach(
                        row ->
                                acls.computeIfAbsent(row.networkAclId(), NetworkAcl::new)
                                        .replaceEntries(
                                                Translation.entries(row.entries(), false),
                                                Translation.entries(row.entries(), true)));
        acls.keySet().retainAll(state.acls().keySet());
    }

    private void followSubnets(NetworkState state) {
        for (String gone : List.copyOf(subnets.keySet())) {
            Subnet subnet = subnets.get(gone);
            if (subnet != null && !state.subnets().containsKey(gone)) {
                vpc.deleteSubnet(subnet);
                subnets.remove(gone);
            }
        }
        for (var row : state.subnetsOf(id)) {
            RouteTable routes =
                    state.routeTableOf(row)
                            .map(table -> liveTable(table.routeTableId()))
                            .orElseThrow(
                                    () -> new IllegalStateException(id + " has no main table"));
            NetworkAcl acl =
                    state.aclOf(row.subnetId())
                            .flatMap(of -> Optional.ofNullable(acls.get(of.networkAclId())))
                            .orElseThrow(
                                    () -> new IllegalStateException(row.subnetId() + ": no ACL"));
            Subnet live = subnets.get(row.subnetId());
            if (live == null) {
                Cidr range = Cidr.of(row.cidrBlock());
                subnets.put(row.subnetId(), vpc.createSubnet(row.subnetId(), range, routes, acl));
            } else {
                live.replaceRouteTable(routes);
                live.replaceAcl(acl);
            }
        }
    }

    private RouteTable liveTable(String tableId) {
        return routeTables.computeIfAbsent(tableId, RouteTable::new);
    }

    private void followGroups(NetworkState state) {
        Set<String> present = new HashSet<>();
        for (var row : state.groups().values()) {
            if (isHere(row.vpcId())) {
                present.add(row.groupId());
                SecurityGroup live = vpc.securityGroup(row.groupId());
                List<SecurityGroupRule> in = Translation.rules(state, row.groupId(), false);
                List<SecurityGroupRule> out = Translation.rules(state, row.groupId(), true);
                if (!in.equals(live.ingress()) || !out.equals(live.egress())) {
                    live.replaceRules(in, out);
                }
            }
        }
        groups.stream().filter(gone -> !present.contains(gone)).forEach(vpc::deleteSecurityGroup);
        groups.clear();
        groups.addAll(present);
    }

    // ---- Interfaces.

    private static Socket socket(
            software.amazon.awssdk.services.ec2.model.NetworkInterface row, Path link) {
        return new Socket(link, row.macAddress(), row.subnetId(), row.privateIpAddress());
    }

    private void unplugGone(NetworkState state) {
        plugged.entrySet()
                .removeIf(
                        each -> {
                            var row = state.interfaces().get(each.getKey());
                            Path link = state.links().get(each.getKey());
                            boolean stays =
                                    row != null
                                            && link != null
                                            && socket(row, link).equals(each.getValue().with);
                            if (!stays) {
                                each.getValue().at.close();
                            }
                            return !stays;
                        });
        hosts.entrySet()
                .removeIf(
                        each -> {
                            var row = state.interfaces().get(each.getKey());
                            boolean gone = row == null || state.links().containsKey(each.getKey());
                            if (gone) {
                                each.getValue().close();
                            }
                            return gone;
                        });
    }

    private void followInterfaces(NetworkState state) {
        for (var row : state.interfaces().values()) {
            Path link = state.links().get(row.networkInterfaceId());
            VpcHost host = hosts.get(row.networkInterfaceId());
            if (host != null) {
                follow(host.at(), row);
            }
            if (!isHere(row.vpcId()) || link == null) {
                continue;
            }
            Plugged known = plugged.get(row.networkInterfaceId());
            if (known == null) {
                NetworkInterface made = vpc.plug(config(row, state), links.apply(link));
                plugged.put(row.networkInterfaceId(), new Plugged(socket(row, link), made));
            } else {
                follow(known.at, row);
            }
        }
    }

    private void follow(
            NetworkInterface live, software.amazon.awssdk.services.ec2.model.NetworkInterface row) {
        List<SecurityGroup> wanted = groupsOf(row);
        if (!wanted.equals(live.groups())) {
            live.replaceGroups(wanted);
        }
        List<Ipv4Address> addresses = addressesOf(row);
        if (!addresses.equals(live.addresses())) {
            live.replaceAddresses(addresses);
        }
        live.replaceSourceDestCheck(row.sourceDestCheck());
    }

    private List<SecurityGroup> groupsOf(
            software.amazon.awssdk.services.ec2.model.NetworkInterface row) {
        return row.groups().stream().map(group -> vpc.securityGroup(group.groupId())).toList();
    }

    /** The primary first. */
    private static List<Ipv4Address> addressesOf(
            software.amazon.awssdk.services.ec2.model.NetworkInterface row) {
        List<Ipv4Address> addresses = new ArrayList<>();
        addresses.add(Ipv4Address.of(row.privateIpAddress()));
        row.privateIpAddresses().stream()
                .filter(each -> !each.primary())
                .forEach(each -> addresses.add(Ipv4Address.of(each.privateIpAddress())));
        return addresses;
    }

    private InterfaceConfig config(
            software.amazon.awssdk.services.ec2.model.NetworkInterface row, NetworkState state) {
        Subnet subnet = subnets.get(row.subnetId());
        if (subnet == null) {
            throw new IllegalStateException(row.networkInterfaceId() + " is in no subnet");
        }
        var vpcRow = state.vpcs().get(id);
        DhcpOptions options =
                vpcRow == null ? null : state.dhcpOptions().get(vpcRow.dhcpOptionsId());
        String domain = options == null ? "" : String.join(" ", values(options, "domain-name"));
        return new InterfaceConfig(
                row.networkInterfaceId(),
                MacAddress.of(row.macAddress()),
                subnet,
                addressesOf(row),
                groupsOf(row),
                row.sourceDestCheck(),
                row.privateDnsName(),
                domain,
                options == null ? List.of() : nameServers(options),
                InterfaceConfig.JUMBO_MTU);
    }

    private static List<Ipv4Address> nameServers(DhcpOptions options) {
        return values(options, "domain-name-servers").stream()
                .filter(each -> !each.equals(STANDARD_RESOLVER))
                .map(Ipv4Address::of)
                .toList();
    }

    private static List<String> values(DhcpOptions options, String key) {
        return options.dhcpConfigurations().stream()
                .filter(each -> each.key().equals(key))
                .map(DhcpConfiguration::values)
                .flatMap(List::stream)
                .map(value -> value.value())
                .toList();
    }

    // ---- Routes.

    private void followRoutes(NetworkState state) {
        for (var row : state.routeTables().values()) {
            if (isHere(row.vpcId())) {
                List<Route> wanted =
                        row.routes().stream()
                                .filter(route -> route.destinationCidrBlock() != null)
                                .map(
                                        route ->
                                                new Route(
                                                        Cidr.of(route.destinationCidrBlock()),
                                                        target(route, state)))
                                .toList();
                RouteTable live = liveTable(row.routeTableId());
                if (!Set.copyOf(wanted).equals(Set.copyOf(live.routes()))) {
                    live.replaceRoutes(wanted);
                }
            }
        }
        routeTables.keySet().retainAll(state.routeTables().keySet());
    }

    private Route.Target target(
            software.amazon.awssdk.services.ec2.model.Route route, NetworkState state) {
        String gateway = route.gatewayId();
        if ("local".equals(gateway)) {
            return Route.LOCAL;
        }
        if (gateway != null && state.isAttached(gateway, id)) {
            return new Route.InternetGateway(gateway);
        }
        if (route.natGatewayId() != null) {
            return nat(state.natGateways().get(route.natGatewayId()), state);
        }
        Plugged appliance = plugged.get(route.networkInterfaceId());
        return appliance == null ? Route.BLACKHOLE : new Route.ToInterface(appliance.at);
    }

    /** A NAT gateway leads outside as far as its own subnet does. */
    private static Route.Target nat(
            @org.jspecify.annotations.Nullable NatGateway gateway, NetworkState state) {
        if (gateway == null || !"available".equals(gateway.stateAsString())) {
            return Route.BLACKHOLE;
        }
        var subnet = state.subnets().get(gateway.subnetId());
        String address = gateway.natGatewayAddresses().getFirst().publicIp();
        return subnet == null || address == null || !state.isPublic(subnet)
                ? Route.BLACKHOLE
                : new Route.NatGateway(gateway.natGatewayId(), Ipv4Address.of(address));
    }
}
