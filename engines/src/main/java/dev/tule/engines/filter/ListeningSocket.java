package dev.tule.engines.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process listens: proc_pid_net(5), proc_pid_fd(5). */
final class ListeningSocket {

    private static final String LISTENS = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int IPV6_BYTES = 16;

    private ListeningSocket() {}

    /** The process's file descriptor that listens at an address; empty where it has none. */
    static OptionalInt find(long process, InetSocketAddress address) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process));
        Set<String> sockets = new HashSet<>();
        collect(proc.resolve("net").resolve("tcp"), written(address), sockets);
        collect(proc.resolve("net").resolve("tcp6"), written(address), sockets);
        collect(proc.resolve("net").resolve("tcp6"), mapped(address), sockets);
        return sockets.isEmpty() ? OptionalInt.empty() : held(proc.resolve("fd"), sockets);
    }

    private static void collect(Path table, String address, Set<String> sockets)
            throws IOException {
        if (!Files.exists(table)) {
            return; // A host without IPv6.
        }
        String listening = " " + address + " ";
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            lines.filter(line -> line.contains(listening))
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields.length > INODE)
                    .filter(fields -> fields[ADDRESS].equals(address))
                    .filter(fields -> fields[STATE].equals(LISTENS))
                    .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static OptionalInt held(Path descriptors, Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path each : all) {
                try {
                    if (sockets.contains(Files.readSymbolicLink(each).toString())) {
                        return OptionalInt.of(Integer.parseInt(each.getFileName().toString()));
                    }
                } catch (NoSuchFileException e) {
                    // Closed meanwhile.
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return OptionalInt.empty();
    }

    /** As the kernel writes it: words in the host's order of bytes. */
    private static String written(InetSocketAddress address) {
        return written(ByteBuffer.wrap(address.getAddress().getAddress()), address.getPort());
    }

    /** An IPv4 address in a socket of IPv6, which serves both (RFC 4291, section 2.5.5.2). */
    private static String mapped(InetSocketAddress address) {
        byte[] host = address.getAddress().getAddress();
        if (host.length == IPV6_BYTES) {
            return written(address);
        }
        ByteBuffer network = ByteBuffer.allocate(IPV6_BYTES);
        if (!address.getAddress().isAnyLocalAddress()) {
            network.putShort(IPV6_BYTES - host.length - Short.BYTES, (short) 0xffff);
            network.put(IPV6_BYTES - host.length, host);
        }
        return written(network, address.getPort());
    }

    private static String written(ByteBuffer network, int port) {
        ByteBuffer words = ByteBuffer.allocate(network.capacity()).order(ByteOrder.nativeOrder());
        HexFormat hex = HexFormat.of().withUpperCase();
        StringBuilder text = new StringBuilder();
        while (network.hasRemaining()) {
            words.putInt(network.getInt());
        }
        words.flip();
        words.order(ByteOrder.BIG_ENDIAN);
        while (words.hasRemaining()) {
            text.append(hex.toHexDigits(words.getInt()));
        }
        return text + ":" + hex.toHexDigits((short) port);
    }
}
