package dev.tule.ec2.network;

import dev.tule.vnet.packet.Ipv4Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that EC2 gives to private addresses (VPC User Guide, "DNS hostnames"). */
public final class PrivateDnsName {
    private static final Pattern HOST =
            Pattern.compile("ip-([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})");

    private PrivateDnsName() {}

    /** The domain of a region's machines. */
    public static String domain(String region) {
        return region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
    }

    /** Such as {@code ip-10-0-0-5.ec2.internal}. */
    public static String of(String address, String region) {
        return "ip-" + address.replace('.', '-') + "." + domain(region);
    }

    /** The address that a host name of this form speaks of. */
    public static Optional<Ipv4Address> address(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Ipv4Address.of(host.substring("ip-".length()).replace('-', '.')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
