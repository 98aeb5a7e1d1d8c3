package dev.tule.compute;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A network card of a machine, and the Unix socket where its frames come out: the machine listens,
 * whoever carries the frames connects, again and again. A frame stands behind its length in four
 * bytes, big-endian (<a href="https://www.qemu.org/docs/master/system/invocation.html">QEMU's
 * {@code -netdev stream}</a>).
 *
 * @param socket where the machine listens; the path must fit a socket's address (107 bytes)
 * @param mac the card's hardware address: six pairs of hexadecimal digits between colons
 */
public record NetworkLink(Path socket, String mac) {
    /** The longest path that a Unix socket's address has room for on Linux (unix(7)). */
    public static final int LONGEST_SOCKET_PATH = 107;

    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    public NetworkLink {
        socket = socket.toAbsolutePath();
        mac = mac.toLowerCase(Locale.ROOT);
        if (!MAC.matcher(mac).matches()) {
            throw new IllegalArgumentException("not an Ethernet address: " + mac);
        }
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException(
                    "a socket's path has at most %d bytes, this one %d: %s"
                            .formatted(LONGEST_SOCKET_PATH, length, socket));
        }
    }
}
