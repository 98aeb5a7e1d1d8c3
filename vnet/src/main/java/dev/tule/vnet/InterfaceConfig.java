package dev.tule.vnet;

import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import java.util.List;

/**
 * What a network interface is made of.
 *
 * @param id unique in the fabric
 * @param mac of the machine's end
 * @param subnet in which the addresses lie
 * @param addresses private ones at the start, the primary first; 1 to 50
 * @param groups security groups; at most 16, AWS's highest quota
 * @param sourceDestCheck whether packets with other addresses than the interface's are dropped,
 *     both ways
 * @param hostName told by DHCP
 * @param domainName told by DHCP
 * @param nameServers told by DHCP; none for the VPC's own resolver; at most 4
 * @param mtu longest IPv4 packet, in bytes; told by DHCP; 576 to 9001
 */
public record InterfaceConfig(
        String id,
        MacAddress mac,
        Subnet subnet,
        List<Ipv4Address> addresses,
        List<SecurityGroup> groups,
        boolean sourceDestCheck,
        String hostName,
        String domainName,
        List<Ipv4Address> nameServers,
        int mtu) {
    /** What EC2's networks carry. */
    public static final int JUMBO_MTU = 9_001;

    public InterfaceConfig {
        addresses = List.copyOf(addresses);
        groups = List.copyOf(groups);
        nameServers = List.copyOf(nameServers);
        check("name-servers", nameServers.size(), 0, 4);
        check("groups", groups.size(), 0, 16);
        check("mtu", mtu, 576, JUMBO_MTU);
        check("host-name", hostName.length(), 0, 255);
        check("domain-name", domainName.length(), 0, 255);
        checkAddresses(subnet, addresses);
    }

    void checkAddresses(List<Ipv4Address> wanted) {
        checkAddresses(subnet, wanted);
    }

    private static void checkAddresses(Subnet subnet, List<Ipv4Address> wanted) {
        check("addresses", wanted.size(), 1, 50);
        for (Ipv4Address address : wanted) {
            if (!subnet.isAssignable(address)) {
                throw new IllegalArgumentException(
                        address + " is reserved or not within " + subnet.range());
            }
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", must be " + least + " to " + most);
        }
    }

    /** An interface with one address, jumbo frames and the names that EC2 would give it. */
    public static InterfaceConfig of(
            String id,
            MacAddress mac,
            Subnet subnet,
            Ipv4Address address,
            List<SecurityGroup> groups) {
        String name = "ip-" + address.toString().replace('.', '-');
        return new InterfaceConfig(
                id,
                mac,
                subnet,
                List.of(address),
                groups,
                true,
                name + ".ec2.internal",
                "ec2.internal",
                List.of(),
                JUMBO_MTU);
    }
}
