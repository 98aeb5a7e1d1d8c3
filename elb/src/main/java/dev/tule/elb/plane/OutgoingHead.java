package dev.tule.elb.plane;

import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The header fields that go on: without those of one connection (RFC 9110 section 7.6.1), which a
 * client could use to smuggle, and with those that tell of the client (User Guide, "HTTP headers
 * and Application Load Balancers"). Safe for use by many threads.
 */
final class OutgoingHead {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "content-length",
                    "expect",
                    "http2-settings");
    private static final Set<String> OURS =
            Set.of("x-forwarded-for", "x-forwarded-proto", "x-forwarded-port", "x-amzn-trace-id");
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9-]+");

    private final ListenerPlan plan;
    private final InstantSource clock;
    private final RandomGenerator random;

    OutgoingHead(ListenerPlan plan, InstantSource clock, RandomGenerator random) {
        this.plan = plan;
        this.clock = clock;
        this.random = random;
    }

    /** A request's fields, as the target gets them. */
    Headers of(Request request) {
        ListenerPlan.Settings settings = plan.settings();
        Set<String> dropped = named(request.headers());
        Headers.Builder out = Headers.builder();
        out.add("Host", request.authority());
        for (Headers.Field field : request.headers().fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean dropInvalid = settings.dropInvalid() && !VALID.matcher(name).matches();
            if (!name.equals("host")
                    && !OURS.contains(name)
                    && !dropped.contains(name)
                    && !dropInvalid) {
                out.add(field.name(), field.value());
            }
        }
        if (isWebSocket(request)) {
            out.add("Upgrade", "websocket");
        }
        forwarded(request, out);
        // Not the request's: a client may call it what it likes, in absolute form.
        out.add("X-Forwarded-Proto", plan.face().scheme());
        out.add("X-Forwarded-Port", String.valueOf(plan.face().port()));
        if (!settings.classic()) {
            out.add("X-Amzn-Trace-Id", trace(request));
        }
        return out.build();
    }

    /** Whether a WebSocket is asked for; classic balancers' HTTP knows of none. */
    boolean isWebSocket(Request request) {
        return !plan.settings().classic()
                && request.method().equals("GET")
                && request.headers()
                        .first("Upgrade")
                        .filter("websocket"::equalsIgnoreCase)
                        .isPresent();
    }

    private void forwarded(Request request, Headers.Builder out) {
        List<String> before = request.headers().all("X-Forwarded-For");
        ListenerPlan.Settings settings = plan.settings();
        switch (settings.forwardedFor()) {
            case "remove" -> {}
            case "preserve" -> before.forEach(value -> out.add("X-Forwarded-For", value));
            default -> {
                String client =
                        request.remote().getAddress().getHostAddress()
                                + (settings.clientPort() ? ":" + request.remote().getPort() : "");
                out.add(
                        "X-Forwarded-For",
                        before.isEmpty() ? client : String.join(", ", before) + ", " + client);
            }
        }
    }

    /** A trace that a client has begun goes on (User Guide, "Request tracing"). */
    private String trace(Request request) {
        HexFormat hex = HexFormat.of();
        String own =
                "1-"
                        + hex.toHexDigits((int) clock.instant().getEpochSecond())
                        + "-"
                        + hex.toHexDigits(random.nextInt())
                        + hex.toHexDigits(random.nextLong());
        String given = request.headers().first("X-Amzn-Trace-Id").orElse("");
        return given.contains("Root=") ? "Self=" + own + ";" + given : "Root=" + own;
    }

    /** Fields that hold for one connection only, those that {@code Connection} names among them. */
    private static Set<String> named(Headers headers) {
        List<String> connection = headers.all("Connection");
        if (connection.isEmpty()) {
            return OF_THE_CONNECTION;
        }
        Set<String> names = new HashSet<>(OF_THE_CONNECTION);
        for (String value : connection) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** A response's fields, as the client gets them. */
    static Headers.Builder ofResponse(Headers headers) {
        Set<String> dropped = named(headers);
        Headers.Builder out = Headers.builder();
        for (Headers.Field field : headers.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (name.equals("content-length") || !dropped.contains(name)) {
                out.add(field.name(), field.value());
            }
        }
        return out;
    }
}
