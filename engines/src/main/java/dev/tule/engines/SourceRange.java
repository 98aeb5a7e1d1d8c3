package dev.tule.engines;

import java.net.InetAddress;

/**
 * Addresses that may connect: a network and how many of its leading bits count (RFC 4632).
 *
 * @param network IPv4 or IPv6; bits beyond the prefix have no meaning
 */
public record SourceRange(InetAddress network, int prefixLength) {

    /** Every IPv4 address. */
    public static final SourceRange ANY_IPV4 = parse("0.0.0.0/0");

    /** Every IPv6 address. */
    public static final SourceRange ANY_IPV6 = parse("::/0");

    /**
     * @throws IllegalArgumentException when the prefix is longer than the address
     */
    public SourceRange {
        if (prefixLength < 0 || prefixLength > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "no prefix of " + network.getHostAddress() + ": " + prefixLength);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone.
     *
     * @throws IllegalArgumentException when it is neither; names are not looked up
     */
    public static SourceRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // Else `ofLiteral` would take addresses with a scope, too.
        if (!address.matches("[0-9a-fA-F.:]{2,45}")) {
            throw new IllegalArgumentException("no address: " + address);
        }
        InetAddress network = InetAddress.ofLiteral(address);
        if (slash < 0) {
            return new SourceRange(network, network.getAddress().length * Byte.SIZE);
        }
        return new SourceRange(network, Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether the address lies in this range; never where one is IPv4 and the other IPv6. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
