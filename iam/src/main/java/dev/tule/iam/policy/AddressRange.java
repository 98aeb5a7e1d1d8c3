package dev.tule.iam.policy;

import java.net.InetAddress;
import java.util.Arrays;

/** Ranges of addresses, in CIDR notation. */
final class AddressRange {
    private AddressRange() {}

    /**
     * Whether an address is in a range.
     *
     * @param range such as {@code 203.0.113.0/24}, or an address alone; of IPv4 or IPv6
     */
    static boolean holds(String range, String address) {
        int slash = range.indexOf('/');
        try {
            byte[] from = bytes(slash < 0 ? range : range.substring(0, slash));
            byte[] asked = bytes(address);
            int bits = slash < 0 ? from.length * 8 : Integer.parseInt(range.substring(slash + 1));
            return from.length == asked.length
                    && bits >= 0
                    && bits <= from.length * 8
                    && Arrays.equals(masked(from, bits), masked(asked, bits));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static byte[] bytes(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = bits; i < masked.length * 8; i++) {
            masked[i / 8] &= (byte) ~(0x80 >> i % 8);
        }
        return masked;
    }
}
