package dev.tule.vnet.packet;

/**
 * A range of IPv4 addresses that share their first bits: {@code 10.0.0.0/16}.
 *
 * @param base the first address; its bits beyond the prefix are zero
 * @param prefixLength 0 to 32
 */
public record Cidr(Ipv4Address base, int prefixLength) {
    /** Every address. */
    public static final Cidr ANY = of("0.0.0.0/0");

    public Cidr {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("a prefix has 0 to 32 bits, not " + prefixLength);
        }
        if ((base.bits() & ~mask(prefixLength)) != 0) {
            throw new IllegalArgumentException(
                    base + " has bits beyond its prefix of " + prefixLength);
        }
    }

    /**
     * @throws IllegalArgumentException when the text is not {@code a.b.c.d/n} with nothing set
     *     beyond the prefix
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("not a range of addresses: " + text);
        }
        return new Cidr(
                Ipv4Address.of(text.substring(0, slash)),
                Integer.parseInt(text.substring(slash + 1)));
    }

    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }

    public int mask() {
        return mask(prefixLength);
    }

    public boolean contains(int address) {
        return (address & mask()) == base.bits();
    }

    public boolean contains(Ipv4Address address) {
        return contains(address.bits());
    }

    public boolean contains(Cidr other) {
        return prefixLength <= other.prefixLength && contains(other.base);
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public String toString() {
        return base + "/" + prefixLength;
    }
}
