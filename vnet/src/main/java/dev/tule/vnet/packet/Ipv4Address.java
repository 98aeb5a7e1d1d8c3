package dev.tule.vnet.packet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address.
 *
 * @param bits the address as a number in network byte order, as packets hold it
 */
public record Ipv4Address(int bits) implements Comparable<Ipv4Address> {
    /**
     * @throws IllegalArgumentException when the text is not four decimal numbers from 0 to 255
     */
    public static Ipv4Address of(String text) {
        String[] parts = text.split("\\.", -1);
        int bits = 0;
        boolean good = parts.length == 4;
        for (int i = 0; good && i < 4; i++) {
            good = parts[i].matches("[0-9]{1,3}") && Integer.parseInt(parts[i]) <= 255;
            bits = good ? (bits << 8) | Integer.parseInt(parts[i]) : 0;
        }
        if (!good) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        return new Ipv4Address(bits);
    }

    public static Ipv4Address of(Inet4Address address) {
        return new Ipv4Address(Bytes.i32(address.getAddress(), 0));
    }

    public Ipv4Address plus(int offset) {
        return new Ipv4Address(bits + offset);
    }

    public Inet4Address toInetAddress() {
        byte[] bytes = new byte[4];
        Bytes.put32(bytes, 0, bits);
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Override
    public int compareTo(Ipv4Address other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24)
                + "."
                + ((bits >>> 16) & 0xff)
                + "."
                + ((bits >>> 8) & 0xff)
                + "."
                + (bits & 0xff);
    }
}
