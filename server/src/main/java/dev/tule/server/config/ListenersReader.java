package dev.tule.server.config;

import static dev.tule.wamp.transport.TransportDetails.Type.LONG_POLL;
import static dev.tule.wamp.transport.TransportDetails.Type.WEB_SOCKET;

import dev.tule.http.Limits;
import dev.tule.http.Tls;
import dev.tule.http.WebSocketOptions;
import dev.tule.server.config.WampListener.Place;
import dev.tule.server.config.WampListener.Port;
import dev.tule.server.config.WampListener.UnixSocket;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.transport.TransportDetails;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code listeners}: the web port's settings, and where else WAMP is served. */
final class ListenersReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** The listener of the AWS APIs has this name among the metrics. */
    private static final String AWS = "aws";

    private static final int MAX_PORT = 65_535;
    private static final int MOST = 1_000_000;

    /** The kernels' limit of a socket's path: 103 bytes on macOS, 107 on Linux. */
    private static final int MAX_SOCKET_BYTES = 103;

    private static final Pattern ORIGIN =
            Pattern.compile("\\*|https?://(\\[[0-9A-Fa-f:.]+]|[^/:?#\\s]+)(:\\d{1,5})?");
    private static final Map<String, TransportDetails.Type> TRANSPORTS = transportWords();
    private static final Map<String, Method> METHODS = Value.words(Method.values(), Method::word);

    private final RouterLimits limits;
    private final Set<Place> places = new LinkedHashSet<>();

    ListenersReader(RouterLimits limits) {
        this.limits = limits;
    }

    /** All of them, the web port first. */
    List<WampListener> read(Optional<Value> value) throws ConfigFileError {
        List<WampListener> listeners = new ArrayList<>();
        listeners.add(WampListener.web(limits));
        if (value.isEmpty()) {
            return listeners;
        }
        Section all = value.get().section();
        for (String name : all.names()) {
            Value listed = all.require(name);
            if (name.equals(WampListener.WEB)) {
                listeners.set(0, listener(name, Placed.WEB, listed.section()));
            } else {
                checkName(name, listed);
                Section section = listed.section();
                listeners.add(listener(name, placed(section), section));
            }
        }
        return listeners;
    }

    private static void checkName(String name, Value listed) throws ConfigFileError {
        if (!NAME.matcher(name).matches()) {
            throw listed.error(
                    "is no name for a listener: write up to 32 small letters, digits and hyphens");
        }
        if (name.equals(AWS)) {
            throw listed.error("is the name of the AWS port: choose another");
        }
    }

    /** Where a listener is, and the value that says so. */
    private record Placed(Optional<Place> place, String setting) {
        static final Placed WEB = new Placed(Optional.empty(), WampListener.WEB_SETTING);
    }

    private Placed placed(Section section) throws ConfigFileError {
        Optional<Value> port = section.take("port");
        Optional<Value> unix = section.take("unix");
        Optional<Value> bind = section.take("bind");
        if (port.isPresent() == unix.isPresent()) {
            throw section.error("a listener must have either port or unix, the path of a socket");
        }
        if (bind.isPresent() && unix.isPresent()) {
            throw bind.get().error("goes with port, not with unix: leave it out");
        }
        Value named = port.isPresent() ? port.get() : unix.orElseThrow();
        Place place =
                port.isPresent()
                        ? new Port(address(bind), named.integer(1, MAX_PORT))
                        : new UnixSocket(socket(named));
        if (!places.add(place)) {
            throw named.error("is another listener's too: choose another");
        }
        return new Placed(Optional.of(place), named.location());
    }

    private static Optional<InetAddress> address(Optional<Value> bind) throws ConfigFileError {
        if (bind.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bind.get().text()));
        } catch (IllegalArgumentException e) {
            throw bind.get().error("must be an IP address such as 127.0.0.1 or 0.0.0.0");
        }
    }

    private static Path socket(Value value) throws ConfigFileError {
        Path path = value.path();
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_BYTES) {
            throw value.error(
                    "is too long for a Unix socket, %d bytes at most: %s"
                            .formatted(MAX_SOCKET_BYTES, path));
        }
        return path;
    }

    private WampListener listener(String name, Placed placed, Section section)
            throws ConfigFileError {
        Set<TransportDetails.Type> transports = transports(section.take("transports"));
        Optional<Value> secured = section.take("tls");
        if (secured.isPresent() && placed.place().orElse(null) instanceof UnixSocket) {
            throw secured.get().error("is not for Unix sockets, which the kernel guards");
        }
        Optional<Tls> tls =
                secured.isEmpty() ? Optional.empty() : Optional.of(TlsReader.read(secured.get()));
        Limits http = WampListener.http(limits);
        http = http.withMaxConnections(count(section, "connections", http.maxConnections()));
        if (name.equals(WampListener.WEB) || transports.contains(LONG_POLL)) {
            http =
                    http.withMaxRequestsInFlight(
                            count(section, "requests", http.maxRequestsInFlight()));
        }
        WebSocketOptions webSockets = webSockets(transports, section);
        Set<Method> methods = methods(section.take("authmethods"), transports, tls);
        section.end();
        return new WampListener(
                name, placed.place(), placed.setting(), transports, methods, tls, http, webSockets);
    }

    private static Set<Method> methods(
            Optional<Value> listed, Set<TransportDetails.Type> transports, Optional<Tls> tls)
            throws ConfigFileError {
        if (listed.isEmpty()) {
            return Method.ALL;
        }
        Set<Method> methods = EnumSet.noneOf(Method.class);
        for (Value word : listed.get().list()) {
            Method method = word.choice(METHODS);
            if (method == Method.TLS
                    && tls.flatMap(shown -> Optional.ofNullable(shown.clients().authorities()))
                            .isEmpty()) {
                throw word.error("needs client-authorities under tls: who signs certificates");
            }
            if (method == Method.COOKIE && !transports.contains(WEB_SOCKET)) {
                throw word.error("needs websocket among the transports: leave it out");
            }
            methods.add(method);
        }
        if (methods.isEmpty() || methods.equals(Set.of(Method.COOKIE))) {
            throw listed.get().error("must name one at least by which a client can begin");
        }
        return methods;
    }

    private WebSocketOptions webSockets(Set<TransportDetails.Type> transports, Section section)
            throws ConfigFileError {
        WebSocketOptions options = WampListener.webSockets(limits);
        if (transports.contains(WEB_SOCKET)) {
            Optional<Value> compression = section.take("compression");
            if (compression.isPresent()) {
                options = options.withCompression(compression.get().flag());
            }
            options =
                    options.withPings(
                            pause(section, "ping-interval", options.pingInterval()),
                            pause(section, "pong-timeout", options.pongTimeout()));
        }
        if (transports.contains(WEB_SOCKET) || transports.contains(LONG_POLL)) {
            options = options.withAllowedOrigins(origins(section.take("origins")));
        }
        return options;
    }

    private static Set<TransportDetails.Type> transports(Optional<Value> listed)
            throws ConfigFileError {
        if (listed.isEmpty()) {
            return WampListener.ALL;
        }
        Set<TransportDetails.Type> transports = EnumSet.noneOf(TransportDetails.Type.class);
        for (Value word : listed.get().list()) {
            transports.add(word.choice(TRANSPORTS));
        }
        if (transports.isEmpty()) {
            throw listed.get().error("must name one at least");
        }
        return transports;
    }

    private static Map<String, TransportDetails.Type> transportWords() {
        Map<String, TransportDetails.Type> words = new TreeMap<>();
        WampListener.ALL.forEach(type -> words.put(type.word(), type));
        return words;
    }

    private static Set<String> origins(Optional<Value> listed) throws ConfigFileError {
        Set<String> origins = new LinkedHashSet<>();
        if (listed.isPresent()) {
            for (Value origin : listed.get().list()) {
                if (!ORIGIN.matcher(origin.text()).matches()) {
                    throw origin.error(
                            "must be a page's origin such as https://example.com, or '*' for all");
                }
                origins.add(origin.text());
            }
        }
        return origins;
    }

    private static Duration pause(Section section, String key, Duration otherwise)
            throws ConfigFileError {
        Optional<Value> value = section.take(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Duration pause = value.get().duration();
        if (pause.toMillis() < 10 || pause.compareTo(Duration.ofHours(1)) > 0) {
            throw value.get().error("must be from 10ms to 1h");
        }
        return pause;
    }

    private static int count(Section section, String key, int otherwise) throws ConfigFileError {
        Optional<Value> value = section.take(key);
        return value.isEmpty() ? otherwise : value.get().integer(1, MOST);
    }
}
