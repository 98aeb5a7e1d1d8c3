package dev.tule.rds.life;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives instances the addresses that they listen on. Safe for use by many threads.
 *
 * <p>On AWS each instance has an address of its own, so that all may have the same port. On Linux
 * all of 127.0.0.0/8 is this machine's, and a part of it that nobody uses is given out here; other
 * machines don't reach it. Addresses are drawn by lot, for other processes may draw theirs.
 */
final class Addresses {
    private static final int FIRST = 64;
    private static final int COUNT = 63;

    private final @Nullable InetAddress shared;
    private final RandomGenerator random;

    Addresses(@Nullable InetAddress shared, RandomGenerator random) {
        this.shared = shared;
        this.random = random;
    }

    /** Whether another address may be free where one is not. */
    boolean areMany() {
        return shared == null && isLinux();
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    InetAddress next() {
        if (shared != null) {
            return shared;
        }
        byte[] address = {127, 0, 0, 1};
        if (isLinux()) {
            address[1] = (byte) (FIRST + random.nextInt(COUNT));
            address[2] = (byte) random.nextInt(256);
            address[3] = (byte) (1 + random.nextInt(254));
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
