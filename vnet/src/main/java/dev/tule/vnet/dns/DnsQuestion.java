package dev.tule.vnet.dns;

/**
 * What a DNS message asks.
 *
 * @param name in lower case, its labels between dots, without the last dot; a label holds letters,
 *     digits, hyphens and underscores only
 * @param type of record; see the constants
 */
public record DnsQuestion(String name, int type) {
    public static final int A = 1;
    public static final int PTR = 12;
    public static final int AAAA = 28;
}
