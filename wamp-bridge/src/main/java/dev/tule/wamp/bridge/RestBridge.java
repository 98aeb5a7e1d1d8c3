package dev.tule.wamp.bridge;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Json;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampDisconnected;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.client.WampTimeout;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and calls for programs that speak HTTP alone. Bodies are JSON, in the form of
 * Crossbar.io's bridges:
 *
 * <ul>
 *   <li>publisher: {@code {"topic", "args", "kwargs", "options"}}, answered with {@code {"id"}},
 *       the publication; among the options are {@code exclude_authid}, {@code exclude_authrole},
 *       {@code eligible_authid}, {@code eligible_authrole} and {@code retain};
 *   <li>caller: {@code {"procedure", "args", "kwargs", "options"}}, answered with {@code {"args",
 *       "kwargs"}}; the option is {@code timeout}, in milliseconds.
 * </ul>
 *
 * <p>An error is answered with {@code {"error", "args", "kwargs"}} and a status that says whose
 * fault it is, where Crossbar.io answers 200. Safe for use by many threads.
 */
public final class RestBridge {
    private static final int DEPTH = 64;
    private static final int ITEMS = 1 << 20;
    private static final Set<String> PUBLISH_OPTIONS =
            Set.of(
                    "acknowledge",
                    "exclude_authid",
                    "exclude_authrole",
                    "eligible_authid",
                    "eligible_authrole",
                    "retain");

    private final WampClient client;
    private final RestConfig config;
    private final RequestGuard guard;
    private final Limits limits;

    /**
     * @param client in whose name publications and calls are made; the caller closes it
     */
    public RestBridge(WampClient client, RestConfig config, InstantSource clock) {
        this.client = client;
        this.config = config;
        this.guard = new RequestGuard(config.keys(), config.clockTolerance(), clock);
        this.limits = new Limits(Math.max(512, config.bodyBytes()), DEPTH, ITEMS);
    }

    /** Answers {@code POST} by PUBLISH. */
    public Handler publisher() {
        return request -> handle(request, this::publish);
    }

    /** Answers {@code POST} by CALL. */
    public Handler caller() {
        return request -> handle(request, this::call);
    }

    /** What a body asks for. */
    @FunctionalInterface
    private interface Action {
        Map<String, ?> answer(Map<?, ?> body) throws Refused;
    }

    private Response handle(Request request, Action action) throws IOException {
        if (!request.method().equals("POST")) {
            return new Response.Bytes(405, Headers.of("Allow", "POST"), new byte[0]);
        }
        byte[] bytes = request.body().readAll(config.bodyBytes());
        if (guard.admit(request, bytes).isEmpty()) {
            return answer(401, error(ErrorUri.NOT_AUTHORIZED, Payload.of("who are you?")));
        }
        try {
            if (!(Json.read(bytes, limits) instanceof Map<?, ?> body)) {
                throw new Refused("the body is to be a JSON object");
            }
            return answer(200, action.answer(body));
        } catch (MalformedMessage | Refused | IllegalArgumentException e) {
            return answer(
                    400,
                    error(ErrorUri.INVALID_ARGUMENT, Payload.of(String.valueOf(e.getMessage()))));
        } catch (WampError e) {
            return answer(status(e.error()), error(e.error(), e.payload()));
        } catch (WampTimeout e) {
            return answer(504, error(ErrorUri.TIMEOUT, Payload.EMPTY));
        } catch (WampDisconnected e) {
            return answer(503, error(ErrorUri.NETWORK_FAILURE, Payload.EMPTY));
        }
    }

    private static int status(Uri error) {
        if (error.equals(ErrorUri.NO_SUCH_PROCEDURE)) {
            return 404;
        }
        if (error.equals(ErrorUri.NOT_AUTHORIZED)) {
            return 403;
        }
        if (error.equals(ErrorUri.INVALID_ARGUMENT) || error.equals(ErrorUri.INVALID_URI)) {
            return 400;
        }
        if (error.equals(ErrorUri.TIMEOUT) || error.equals(ErrorUri.CANCELED)) {
            return 504;
        }
        if (error.equals(ErrorUri.PAYLOAD_SIZE_EXCEEDED)) {
            return 413;
        }
        return error.equals(ErrorUri.UNAVAILABLE) ? 503 : 500;
    }

    private static Map<String, ?> error(Uri error, Payload payload) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", error.value());
        body.put("args", payload.arguments());
        body.put("kwargs", payload.argumentsKw());
        return body;
    }

    private static Response answer(int status, Map<String, ?> body) {
        return new Response.Bytes(
                status,
                Headers.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                Json.write(body));
    }

    private Map<String, ?> publish(Map<?, ?> body) throws Refused {
        String topic = string(body, "topic");
        PublishOptions how = publishOptions(dict(body, "options"));
        return Map.of("id", client.publishAcknowledged(topic, payload(body), how).value());
    }

    private static PublishOptions publishOptions(Map<String, @Nullable Object> options)
            throws Refused {
        for (String name : options.keySet()) {
            if (!PUBLISH_OPTIONS.contains(name)) {
                throw new Refused("there is no option " + name + " here");
            }
        }
        PublishOptions how = PublishOptions.defaults();
        if (options.containsKey("exclude_authid")) {
            how = how.withExcludeAuthIds(strings(options, "exclude_authid"));
        }
        if (options.containsKey("exclude_authrole")) {
            how = how.withExcludeAuthRoles(strings(options, "exclude_authrole"));
        }
        if (options.containsKey("eligible_authid")) {
            how = how.withEligibleAuthIds(strings(options, "eligible_authid"));
        }
        if (options.containsKey("eligible_authrole")) {
            how = how.withEligibleAuthRoles(strings(options, "eligible_authrole"));
        }
        return Boolean.TRUE.equals(options.get("retain")) ? how.withRetain() : how;
    }

    private Map<String, ?> call(Map<?, ?> body) throws Refused {
        String procedure = string(body, "procedure");
        CallOptions how = CallOptions.timeout(timeout(dict(body, "options")));
        Payload result = client.call(procedure, payload(body), how);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("args", result.arguments());
        answer.put("kwargs", result.argumentsKw());
        return answer;
    }

    private Duration timeout(Map<String, @Nullable Object> options) throws Refused {
        for (String name : options.keySet()) {
            if (!name.equals("timeout")) {
                throw new Refused("there is no option " + name + " here");
            }
        }
        if (!(options.get("timeout") instanceof Long millis) || millis < 1) {
            return config.callTimeout();
        }
        Duration asked = Duration.ofMillis(millis);
        return asked.compareTo(config.callTimeout()) < 0 ? asked : config.callTimeout();
    }

    private static Payload payload(Map<?, ?> body) throws Refused {
        if (!(body.get("args") instanceof List<?> args)) {
            if (body.get("args") != null) {
                throw new Refused("args is to be a list");
            }
            return Payload.of(List.of(), dict(body, "kwargs"));
        }
        return Payload.of(args, dict(body, "kwargs"));
    }

    private static String string(Map<?, ?> body, String name) throws Refused {
        if (body.get(name) instanceof String string) {
            return string;
        }
        throw new Refused(name + " is to be a string");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> dict(Map<?, ?> body, String name) throws Refused {
        return switch (body.get(name)) {
            case null -> Map.of();
            case Map<?, ?> map -> (Map<String, @Nullable Object>) map;
            default -> throw new Refused(name + " is to be an object");
        };
    }

    private static List<String> strings(Map<String, @Nullable Object> options, String name)
            throws Refused {
        if (options.get(name) instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new Refused(name + " is to be a list of strings");
    }

    /** The body doesn't say what it should. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
