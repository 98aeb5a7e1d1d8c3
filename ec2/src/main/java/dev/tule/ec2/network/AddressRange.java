package dev.tule.ec2.network;

import dev.tule.ec2.resource.Faults;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;

/** Ranges of addresses as requests give them. */
public final class AddressRange {
    private AddressRange() {}

    /** Reads a range; bits beyond the prefix are cleared, as AWS does. */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash > 0 && text.substring(slash + 1).matches("[0-9]{1,2}")) {
                int prefix = Integer.parseInt(text.substring(slash + 1));
                Ipv4Address address = Ipv4Address.of(text.substring(0, slash));
                int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
                return new Cidr(new Ipv4Address(address.bits() & mask), prefix);
            }
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    /** A range of a VPC or a subnet: a /16 to a /28. */
    public static Cidr ofNetwork(String text, String code) {
        Cidr range = of(text);
        if (range.prefixLength() < 16 || range.prefixLength() > 28) {
            throw Faults.of(code, "The CIDR '%s' is invalid.".formatted(text));
        }
        return range;
    }

    private static RuntimeException invalid(String text) {
        return Faults.invalidValue(text, "cidrBlock", "This is not a valid CIDR block.");
    }

    /** Reads an address. */
    public static Ipv4Address address(String text) {
        try {
            return Ipv4Address.of(text);
        } catch (IllegalArgumentException e) {
            throw Faults.invalidValue(text, "address", "Invalid IPv4 address.");
        }
    }
}
