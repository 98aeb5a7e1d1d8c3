package dev.tule.aws.frontdoor;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Authoriser;
import dev.tule.aws.AwsCall;
import dev.tule.aws.Principal;
import dev.tule.aws.RequestVerifier;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.aws.ServedApi;
import dev.tule.aws.protocol.RestXml;
import dev.tule.aws.protocol.WireError;
import dev.tule.aws.protocol.WireProtocol;
import dev.tule.aws.protocol.WireReply;
import dev.tule.aws.routing.ServiceHost;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.http.Body;
import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers AWS requests: locate, verify, read, authorise, check, call, write. Safe for use by many
 * threads. Nothing leaves it as an exception: what a client did wrong is answered in the protocol
 * of its request, and a fault of ours is logged once, with the request's id, and answered with 500.
 *
 * <p>{@code GET /health}, unsigned and of no bucket's host, is answered with 200.
 */
public final class FrontDoor implements Handler {
    private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final byte[] HEALTH = "{\"status\":\"up\"}\n".getBytes(StandardCharsets.UTF_8);

    private final Locator locator;
    private final RequestVerifier verifier;
    private final InstantSource clock;
    private final Supplier<String> requestIds;
    private final FrontDoorConfig config;
    private final Cors cors;

    /** Speaks before it is known what the request speaks, and to those that speak nothing. */
    private final WireProtocol usual;

    private final Faults usualFaults = new Faults(Map.of());

    /**
     * @param apis what is served; their facts are read now, their operations at first use
     * @param verifier who proves whose a request is
     * @param authoriser who decides what a principal may
     * @param requestIds makes an id for each request, unlike any other
     */
    public FrontDoor(
            List<? extends ServedApi> apis,
            RequestVerifier verifier,
            Authoriser authoriser,
            InstantSource clock,
            Supplier<String> requestIds,
            FrontDoorConfig config) {
        this(
                apis,
                verifier,
                new Judges(new Authorisation(authoriser), true),
                clock,
                requestIds,
                config);
    }

    /** For tests that fill members without regard to the model's constraints. */
    FrontDoor(
            List<? extends ServedApi> apis,
            RequestVerifier verifier,
            Judges judges,
            InstantSource clock,
            Supplier<String> requestIds,
            FrontDoorConfig config) {
        this.verifier = verifier;
        this.clock = clock;
        this.requestIds = requestIds;
        this.config = config;
        this.cors = new Cors(config.allowedOrigins());
        this.usual = new RestXml(null, config.limits());
        this.locator =
                new Locator(apis.stream().map(api -> served(api, judges, config)).toList(), config);
    }

    private static Served served(ServedApi api, Judges judges, FrontDoorConfig config) {
        return switch (api) {
            case ServedApi.Sdk<?> sdk -> new SdkService(sdk, judges, config);
            case ServedApi.Json json -> new JsonService(json, judges.authorisation(), config);
        };
    }

    @Override
    public Response handle(Request request) {
        if (isHealthCheck(request)) {
            return new Response.Bytes(200, Headers.of("Content-Type", "application/json"), HEALTH);
        }
        Optional<Response> preflight = cors.preflight(request);
        return preflight.orElseGet(() -> cors.allow(request, answer(request)));
    }

    private boolean isHealthCheck(Request request) {
        return request.rawPath().equals("/health")
                && request.method().equals("GET")
                && request.rawQuery().isEmpty()
                && !request.headers().contains("Authorization")
                && ServiceHost.of(request.authority(), config.s3Domains()).bucket().isEmpty();
    }

    private Response answer(Request request) {
        String requestId = requestIds.get();
        Arrival arrival;
        try {
            arrival = locator.locate(request);
        } catch (Locator.Unserved e) {
            return fail(request, e.protocol(), e.error(), requestId);
        } catch (MalformedRequest e) {
            return fail(request, usual, unreadable(e), requestId);
        } catch (IOException | RuntimeException e) {
            return explain(request, usual, usualFaults, e, requestId);
        }
        try {
            return answer(arrival, requestId);
        } catch (Exception e) {
            return explain(request, arrival.protocol(), arrival.served().faults(), e, requestId);
        }
    }

    private Response answer(Arrival arrival, String requestId) throws Exception {
        Request request = arrival.request();
        Served served = arrival.served();
        Verified verified =
                verifier.verify(
                        request,
                        new RequestVerifier.Target(
                                arrival.protocol().family(),
                                arrival.host().bucket(),
                                served.isUnsignedAllowed(arrival.operation())));
        AwsCall call =
                new AwsCall(
                        requestId,
                        verified.principal(),
                        where(verified, arrival.host()),
                        unframed(request.headers(), verified.body()),
                        verified.trailers(),
                        request.authority(),
                        request.remote(),
                        request.scheme().equals("https"),
                        clock.instant());
        return served.answer(arrival, call, verified.body());
    }

    private AccountRegion where(Verified verified, ServiceHost host) {
        boolean nobody = verified.principal().kind() == Principal.Kind.ANONYMOUS;
        String region =
                verified.region()
                        .filter(ServiceHost::isRegion)
                        .or(host::region)
                        .orElse(config.defaultRegion());
        return new AccountRegion(
                nobody ? config.defaultAccount() : verified.principal().account(), region);
    }

    /** The fields as they would be had the content not come in aws-chunked frames. */
    private static Headers unframed(Headers headers, Body body) {
        List<String> encodings = headers.all("Content-Encoding");
        boolean framed =
                encodings.stream().anyMatch(value -> value.contains("aws-chunked"))
                        || headers.contains("x-amz-decoded-content-length");
        if (!framed) {
            return headers;
        }
        Headers.Builder plain = Headers.builder();
        for (Headers.Field field : headers.fields()) {
            if (!field.name().equalsIgnoreCase("Content-Encoding")
                    && !field.name().equalsIgnoreCase("Content-Length")) {
                plain.add(field.name(), field.value());
            }
        }
        String left =
                encodings.stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(String::strip)
                        .filter(coding -> !coding.isEmpty() && !coding.equals("aws-chunked"))
                        .collect(Collectors.joining(","));
        if (!left.isEmpty()) {
            plain.add("Content-Encoding", left);
        }
        body.length().ifPresent(n -> plain.add("Content-Length", Long.toString(n)));
        return plain.build();
    }

    private static WireError unreadable(MalformedRequest fault) {
        return fault.kind() == MalformedRequest.Kind.TOO_LARGE
                ? WireError.of("RequestEntityTooLarge", 413, fault.getMessage())
                : WireError.of("InvalidURI", 400, fault.getMessage());
    }

    private static Response explain(
            Request request,
            WireProtocol protocol,
            Faults faults,
            Exception thrown,
            String requestId) {
        Optional<WireError> known = faults.explain(thrown, protocol);
        if (known.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, "request " + requestId + " failed", thrown);
        }
        return fail(request, protocol, known.orElseGet(() -> ours(protocol)), requestId);
    }

    /** The error for a fault of ours. */
    private static WireError ours(WireProtocol protocol) {
        String code =
                switch (protocol.family()) {
                    case S3, EC2 -> "InternalError";
                    case QUERY, JSON -> "InternalFailure";
                };
        return WireError.of(code, 500, "We encountered an internal error. Please try again.");
    }

    private static Response fail(
            Request request, WireProtocol protocol, WireError error, String requestId) {
        WireReply reply = protocol.fail(error, requestId);
        // RFC 9110: an answer to HEAD, and one that says "not modified", has no content.
        boolean contentless =
                request.method().equals("HEAD")
                        || error.status() == NOT_MODIFIED
                        || error.status() == NO_CONTENT;
        return new Response.Bytes(
                reply.status(), reply.headers(), contentless ? new byte[0] : reply.body());
    }
}
