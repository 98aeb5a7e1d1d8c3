package dev.tule.server.command;

import dev.tule.http.Tls;
import dev.tule.server.cloud.Listening;
import dev.tule.server.cloud.Settings;
import dev.tule.server.command.Finding.Verdict;
import dev.tule.server.config.PemCertificates;
import dev.tule.server.config.WampListener;
import dev.tule.server.config.WampListener.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checks of where clients come in. Ports are held until it is closed, so that two listeners of
 * one port don't both find it free. Confined to one thread.
 */
final class ListenerCheckup implements AutoCloseable {
    /** Who renews certificates every 90 days does so 30 days before the end. */
    private static final Duration SOON = Duration.ofDays(21);

    private final Settings settings;
    private final boolean running;
    private final InstantSource clock;
    private final List<ServerSocket> held = new ArrayList<>();

    /**
     * @param running whether a server runs on the data: what is in use, is in use by it
     */
    ListenerCheckup(Settings settings, boolean running, InstantSource clock) {
        this.settings = settings;
        this.running = running;
        this.clock = clock;
    }

    /** The port of the AWS APIs. */
    Finding aws() {
        return port("AWS APIs", Listening.AWS.setting(), settings.bind(), settings.awsPort());
    }

    /** All there is to say of a place where WAMP is served. */
    List<Finding> of(WampListener listener) {
        List<Finding> findings = new ArrayList<>();
        String subject = subject(listener);
        Optional<InetAddress> bind = listener.bind(settings.bind());
        if (listener.place().orElse(null) instanceof UnixSocket(Path path)) {
            findings.add(socket(subject, listener.setting(), path));
        } else {
            int port = listener.port(settings.webPort());
            findings.add(port(subject, listener.setting(), bind.orElseThrow(), port));
        }
        if (listener.tls().isPresent()) {
            findings.addAll(certificates(subject, listener.tls().get()));
        } else if (bind.isPresent() && !bind.get().isLoopbackAddress()) {
            findings.add(
                    new Finding(
                            Verdict.NOTE,
                            subject,
                            "takes plain text on %s, where others can read it: give listeners.%s a tls section, or bind it to 127.0.0.1"
                                    .formatted(bind.get().getHostAddress(), listener.name())));
        }
        return findings;
    }

    private static String subject(WampListener listener) {
        return "Listener " + listener.name();
    }

    private Finding port(String subject, String setting, InetAddress bind, int port) {
        if (port == 0) {
            return new Finding(Verdict.GOOD, subject, "a free port will be picked");
        }
        if (held.stream().anyMatch(socket -> socket.getLocalPort() == port)) {
            return new Finding(
                    Verdict.BAD,
                    subject,
                    "port %d is another listener's, too: choose another with %s"
                            .formatted(port, setting));
        }
        try {
            held.add(bound(bind, port));
            return new Finding(Verdict.GOOD, subject, "port %d is free".formatted(port));
        } catch (IOException failure) {
            String trouble = Listening.trouble(setting, bind, port, failure);
            return running
                    ? inUseByOurs(subject, "port " + port)
                    : new Finding(Verdict.BAD, subject, trouble);
        }
    }

    private static Finding inUseByOurs(String subject, String place) {
        return new Finding(Verdict.GOOD, subject, place + " is in use; a server runs on this data");
    }

    private static ServerSocket bound(InetAddress bind, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, port));
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private Finding socket(String subject, String setting, Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            return new Finding(
                    Verdict.BAD,
                    subject,
                    "no socket can be made in %s: make that folder, or choose another with %s"
                            .formatted(folder, setting));
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return running
                    ? inUseByOurs(subject, path.toString())
                    : new Finding(
                            Verdict.BAD,
                            subject,
                            "%s is in use by another program: choose another with %s"
                                    .formatted(path, setting));
        } catch (IOException nobodyListens) {
            return isFreeFor(path)
                    ? new Finding(Verdict.GOOD, subject, path + " is free")
                    : new Finding(
                            Verdict.BAD,
                            subject,
                            "%s is there and no socket: choose another with %s"
                                    .formatted(path, setting));
        }
    }

    /** A socket that nobody listens on is replaced at the start. */
    private static boolean isFreeFor(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException nothingThere) {
            return true;
        }
    }

    private List<Finding> certificates(String subject, Tls tls) {
        return Stream.of(
                        Optional.of(tls.certificateChain()),
                        Optional.ofNullable(tls.clients().authorities()))
                .flatMap(Optional::stream)
                .map(file -> certificate(subject, file))
                .toList();
    }

    /** Of several certificates in a file, the one that ends first. */
    private Finding certificate(String subject, Path file) {
        Optional<X509Certificate> first;
        try {
            first =
                    PemCertificates.in(Files.readString(file)).stream()
                            .min(Comparator.comparing(X509Certificate::getNotAfter));
        } catch (IOException failure) {
            first = Optional.empty();
        }
        if (first.isEmpty()) {
            return new Finding(
                    Verdict.BAD, subject, "%s can't be read: put it right".formatted(file));
        }
        Instant now = clock.instant();
        Instant begin = first.get().getNotBefore().toInstant();
        Instant end = first.get().getNotAfter().toInstant();
        if (now.isBefore(begin)) {
            return new Finding(
                    Verdict.BAD,
                    subject,
                    "%s is not valid before %s: look at this machine's clock"
                            .formatted(file, date(begin)));
        }
        if (now.isAfter(end)) {
            return new Finding(
                    Verdict.BAD,
                    subject,
                    "%s expired on %s: renew it ('tule reload' reads it anew)"
                            .formatted(file, date(end)));
        }
        boolean soon = now.plus(SOON).isAfter(end);
        String valid = "%s is valid until %s".formatted(file, date(end));
        return soon
                ? new Finding(
                        Verdict.NOTE,
                        subject,
                        valid + ": renew it soon ('tule reload' reads it anew)")
                : new Finding(Verdict.GOOD, subject, valid);
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : held) {
            socket.close();
        }
        held.clear();
    }
}
