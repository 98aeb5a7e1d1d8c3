package dev.tule.wamp.router.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tule.http.Body;
import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.http.Waiting;
import dev.tule.wamp.Json;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.config.LongPollConfig;
import dev.tule.wamp.router.connection.RouterCore;
import dev.tule.wamp.router.transport.LongPollTransport.Ended;
import dev.tule.wamp.transport.Subprotocol;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.TransportDetails;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * WAMP over HTTP requests, for clients that get nothing else through: {@code POST /lp/open}, then
 * {@code /lp/<transport>/receive}, {@code /send} and {@code /close}. Whoever knows the transport's
 * id, 144 bits at random, has the session.
 *
 * <p>What has gone well and has no content is answered with 204, as the specification's words
 * {@code "no content"} and the clients have it, not with its number 202.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-http-longpoll-transport">HTTP
 *     Longpoll Transport</a>
 */
public final class LongPollEndpoint implements Handler {
    private static final int ID_BYTES = 18;
    private static final int OPEN_BYTES = 4096;
    private static final Limits OPEN_LIMITS = new Limits(OPEN_BYTES, 8, 256);

    private final RouterCore router;
    private final Transport.Acceptor clients;
    private final RandomGenerator random;
    private final LongPollConfig config;
    private final Map<String, LongPollTransport> transports = new ConcurrentHashMap<>();

    /**
     * @param methods by which clients may authenticate here
     * @param random must be unpredictable
     */
    public LongPollEndpoint(
            RouterCore router, Set<Method> methods, RandomGenerator random, LongPollConfig config) {
        this.router = router;
        this.clients = router.offering(methods);
        this.random = random;
        this.config = config;
    }

    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
        Optional<String> origin = request.headers().first("Origin");
        if (origin.isPresent()
                && !config.origins().allowsOrigin(origin.get(), request.authority())) {
            return Response.empty(403);
        }
        Headers headers = headers(origin);
        if (request.method().equals("OPTIONS")) {
            return answer(204, headers, new byte[0]);
        }
        if (!request.method().equals("POST")) {
            return Response.empty(405);
        }
        String[] words = request.rawPath().substring(config.path().length()).split("/", -1);
        if (words.length == 2 && words[1].equals("open")) {
            return open(request, headers);
        }
        LongPollTransport transport = words.length == 3 ? transports.get(words[1]) : null;
        if (transport == null) {
            return answer(404, headers, new byte[0]);
        }
        try {
            return switch (words[2]) {
                case "receive" -> receive(transport, headers);
                case "send" -> send(transport, request.body(), headers);
                case "close" -> {
                    transport.end();
                    yield answer(204, headers, new byte[0]);
                }
                default -> answer(404, headers, new byte[0]);
            };
        } catch (Ended e) {
            return answer(404, headers, new byte[0]);
        }
    }

    private static Headers headers(Optional<String> origin) {
        Headers.Builder headers = Headers.builder().add("Cache-Control", "no-store");
        origin.ifPresent(
                allowed ->
                        headers.add("Access-Control-Allow-Origin", allowed)
                                .add("Access-Control-Allow-Credentials", "true")
                                .add("Access-Control-Allow-Headers", "Content-Type")
                                .add("Vary", "Origin"));
        return headers.build();
    }

    private static Response answer(int status, Headers headers, byte[] content) {
        return new Response.Bytes(status, headers, content);
    }

    private static Response answer(Headers headers, String type, byte[] content) {
        Headers.Builder all = Headers.builder().add("Content-Type", type);
        headers.fields().forEach(field -> all.add(field.name(), field.value()));
        return answer(200, all.build(), content);
    }

    private Response open(Request request, Headers headers) throws IOException {
        Optional<Subprotocol> chosen = choose(request.body().readAll(OPEN_BYTES));
        if (chosen.isEmpty()) {
            return answer(
                    400,
                    headers,
                    "{\"error\":\"none of the protocols is served\"}".getBytes(UTF_8));
        }
        if (!router.acceptsMore()) {
            return answer(503, headers, new byte[0]);
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().encodeToString(bytes);
        TransportDetails details =
                new TransportDetails(
                        TransportDetails.Type.LONG_POLL,
                        Optional.of(request.remote()),
                        request.tls(),
                        request.headers(),
                        Headers.none());
        LongPollTransport transport =
                new LongPollTransport(
                        details, chosen.get(), router.background(), () -> transports.remove(id));
        transports.put(id, transport);
        transport.open(clients);
        watch(transport, id);
        return answer(
                headers,
                "application/json",
                Json.write(Map.of("protocol", chosen.get().name(), "transport", id)));
    }

    /** The first of the client's protocols that is served. */
    private static Optional<Subprotocol> choose(byte[] body) {
        try {
            if (Json.read(body, OPEN_LIMITS) instanceof Map<?, ?> wanted
                    && wanted.get("protocols") instanceof List<?> protocols) {
                return protocols.stream()
                        .filter(String.class::isInstance)
                        .flatMap(name -> Subprotocol.of((String) name).stream())
                        .findFirst();
            }
            return Optional.empty();
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    /** Ends the transport when its client has asked for nothing for a while. */
    private void watch(LongPollTransport transport, String id) {
        var _ =
                router.timers()
                        .after(
                                config.idleTimeout(),
                                () -> {
                                    if (!transports.containsKey(id)) {
                                        return;
                                    }
                                    if (transport.isIdle()) {
                                        transport.end();
                                    } else {
                                        watch(transport, id);
                                    }
                                });
    }

    private Response receive(LongPollTransport transport, Headers headers)
            throws Ended, InterruptedException {
        Optional<byte[]> messages;
        try (Waiting _ = Waiting.begin()) {
            messages = transport.receive(config.receiveTimeout());
        }
        return messages.isEmpty()
                ? answer(204, headers, new byte[0])
                : answer(headers, type(transport.serializer()), messages.get());
    }

    private static String type(Serializer serializer) {
        return switch (serializer) {
            case JSON -> "application/json";
            case MESSAGE_PACK -> "application/vnd.msgpack";
            case CBOR -> "application/cbor";
            case UBJSON -> "application/ubjson";
        };
    }

    private Response send(LongPollTransport transport, Body body, Headers headers)
            throws IOException, Ended, InterruptedException {
        byte[] bytes = body.readAll(router.limits().message().messageBytes());
        try {
            transport.deliver(bytes);
        } catch (MalformedMessage e) {
            transport.end();
            return answer(400, headers, new byte[0]);
        }
        return answer(204, headers, new byte[0]);
    }
}
