package dev.tule.vnet.filter;

/**
 * Limits of an interface's filter.
 *
 * @param mostTracked connections in its table; default 16,384, 16 to 1,048,576. Beyond it,
 *     connections that were never answered make room; if there are none, new ones are rejected
 * @param mostRejected different rejected flows that are counted between two flow records; default
 *     1,024, 1 to 65,536
 * @param timeouts of idle connections
 */
public record FilterConfig(int mostTracked, int mostRejected, TrackingTimeouts timeouts) {
    public static final FilterConfig DEFAULT =
            new FilterConfig(16_384, 1_024, TrackingTimeouts.DEFAULT);

    public FilterConfig {
        check("most-tracked", mostTracked, 16, 1 << 20);
        check("most-rejected", mostRejected, 1, 1 << 16);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", must be " + least + " to " + most);
        }
    }
}
