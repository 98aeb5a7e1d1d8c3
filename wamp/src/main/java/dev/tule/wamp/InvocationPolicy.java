package dev.tule.wamp;

import java.util.Locale;

/**
 * How the calls of one registration are shared among its callees.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-shared-registration">Shared
 *     Registration</a>
 */
public enum InvocationPolicy {
    /** There is one callee; a second is refused. */
    SINGLE,
    /** The one that registered first. */
    FIRST,
    /** The one that registered last. */
    LAST,
    /** Any, at random. */
    RANDOM,
    /** One after the other. */
    ROUNDROBIN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** As it stands in {@code Options.invoke}. */
    public String wireName() {
        return wireName;
    }

    /**
     * What {@code Options.invoke} says: single unless told otherwise. The rules of the options have
     * been checked.
     */
    static InvocationPolicy of(Dict options) {
        return switch (options.string("invoke").orElse("single")) {
            case "single" -> SINGLE;
            case "first" -> FIRST;
            case "last" -> LAST;
            case "random" -> RANDOM;
            case "roundrobin" -> ROUNDROBIN;
            default -> throw new IllegalArgumentException("not an invocation policy");
        };
    }
}
