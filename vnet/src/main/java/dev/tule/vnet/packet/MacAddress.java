package dev.tule.vnet.packet;

import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param bits its six bytes as a number, the first sent uppermost
 */
public record MacAddress(long bits) {
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("an Ethernet address has 48 bits");
        }
    }

    /**
     * @throws IllegalArgumentException when the text is not six pairs of hexadecimal digits between
     *     colons
     */
    public static MacAddress of(String text) {
        if (!text.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}")) {
            throw new IllegalArgumentException("not an Ethernet address: " + text);
        }
        return new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", "")));
    }

    @Override
    public String toString() {
        byte[] bytes = new byte[6];
        Bytes.put48(bytes, 0, bits);
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
