package dev.tule.aws.frontdoor;

import dev.tule.aws.BufferedBody;
import dev.tule.aws.protocol.Query;
import dev.tule.aws.protocol.RestJson;
import dev.tule.aws.protocol.WireError;
import dev.tule.aws.protocol.WireLimits;
import dev.tule.aws.protocol.WireProtocol;
import dev.tule.aws.routing.ClaimedScope;
import dev.tule.aws.routing.Parameters;
import dev.tule.aws.routing.ServiceHost;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.http.Body;
import dev.tule.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds out who answers a request. In this order: {@code X-Amz-Target}; the path of rpcv2Cbor;
 * {@code Action} with the signature's service, the host, the version or the action's name; the
 * signature's service; the host; and S3, to which whatever is left belongs. Immutable.
 */
final class Locator {
    private final List<Served> all;
    private final Map<String, Served> byTarget = new HashMap<>();
    private final List<SdkService> services;
    private final FrontDoorConfig config;
    private final WireProtocol untold;
    private final Query unknownQuery;

    Locator(List<Served> all, FrontDoorConfig config) {
        this.all = all;
        this.config = config;
        this.untold = new RestJson(config.limits());
        this.unknownQuery = new Query(Query.Dialect.AWS, null, config.limits());
        this.services =
                all.stream()
                        .filter(SdkService.class::isInstance)
                        .map(SdkService.class::cast)
                        .toList();
        for (Served served : all) {
            switch (served) {
                case SdkService service -> byTarget.put(service.facts().shapeName(), service);
                case JsonService service -> byTarget.put(service.targetPrefix(), service);
            }
        }
    }

    /** Nobody here answers the request; says so in a protocol that fits it. */
    static final class Unserved extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient WireProtocol protocol;
        private final transient WireError error;

        Unserved(WireProtocol protocol, WireError error) {
            super(error.code(), null, false, false);
            this.protocol = protocol;
            this.error = error;
        }

        WireProtocol protocol() {
            return protocol;
        }

        WireError error() {
            return error;
        }
    }

    Arrival locate(Request request) throws IOException {
        WireLimits limits = config.limits();
        Parameters query = Parameters.parse(request.rawQuery(), limits.maxParameters());
        ServiceHost host = ServiceHost.of(request.authority(), config.s3Domains());
        Optional<String> target = request.headers().first("X-Amz-Target");
        if (target.isPresent()) {
            Request whole = buffer(request, limits.maxJsonBytes(), anyJson(request));
            return byTarget(whole, target.get(), query, host);
        }
        if (request.headers().contains("smithy-protocol")) {
            return byRpcPath(buffer(request, limits.maxJsonBytes(), untold), query, host);
        }
        Optional<String> claimed = ClaimedScope.of(request, query).map(ClaimedScope::service);
        boolean s3 =
                claimed.filter(name -> name.startsWith("s3")).isPresent()
                        || host.bucket().isPresent()
                        || ClaimedScope.isS3V2(request, query);
        if (!s3) {
            Request whole =
                    isForm(request)
                            ? buffer(request, limits.maxFormBytes(), unknownQuery)
                            : request;
            Parameters parameters = isForm(request) ? form(whole, query) : query;
            if (parameters.contains("Action")) {
                return byAction(whole, parameters, claimed, host);
            }
            Optional<SdkService> named = byName(claimed).or(() -> byName(host.service()));
            if (named.isPresent() && !named.get().signingName().equals("s3")) {
                Request buffered =
                        buffer(whole, limits.maxJsonBytes(), named.get().protocols().usual());
                return rest(buffered, named.get(), query, host);
            }
            refuseStranger(claimed);
        }
        SdkService s3Service = byName(Optional.of("s3")).orElseThrow(() -> notServed("s3", untold));
        return rest(request, s3Service, query, host);
    }

    private Arrival rest(Request request, SdkService service, Parameters query, ServiceHost host) {
        WireProtocol protocol = service.protocols().usual();
        return new Arrival(service, protocol, "", request, query, host);
    }

    private Arrival byTarget(Request request, String target, Parameters query, ServiceHost host) {
        int dot = target.lastIndexOf('.');
        String prefix = dot < 0 ? target : target.substring(0, dot);
        String operation = dot < 0 ? "" : target.substring(dot + 1);
        WireProtocol protocol =
                switch (byTarget.get(prefix)) {
                    case null -> throw notServed(prefix, anyJson(request));
                    case SdkService service -> service.protocols().json(request);
                    case JsonService service -> service.protocol();
                };
        return new Arrival(byTarget.get(prefix), protocol, operation, request, query, host);
    }

    /** An awsJson to say in that nobody is there. */
    private WireProtocol anyJson(Request request) {
        return services.isEmpty() ? untold : services.getFirst().protocols().json(request);
    }

    /** {@code /service/NAME/operation/OPERATION}, whatever stands before it. */
    private Arrival byRpcPath(Request request, Parameters query, ServiceHost host) {
        String[] segments = request.rawPath().split("/", -1);
        int last = segments.length - 1;
        boolean fits =
                last >= 4
                        && segments[last - 1].equals("operation")
                        && segments[last - 3].equals("service");
        String name = fits ? segments[last - 2] : "";
        if (!(byTarget.get(name) instanceof SdkService service)) {
            throw notServed(name, untold);
        }
        return new Arrival(
                service, service.protocols().cbor(), segments[last], request, query, host);
    }

    private Arrival byAction(
            Request request, Parameters form, Optional<String> claimed, ServiceHost host) {
        String action = form.first("Action").orElseThrow();
        Optional<String> version = form.first("Version");
        Predicate<SdkService> current =
                service -> version.filter(service.facts().version()::equals).isPresent();
        Predicate<SdkService> has = service -> service.facts().operations().containsKey(action);
        List<SdkService> query =
                services.stream().filter(service -> service.protocols().speaksQuery()).toList();
        SdkService service =
                best(named(query, claimed), current, has)
                        .or(() -> best(named(query, host.service()), current, has))
                        .or(() -> query.stream().filter(current.and(has)).findFirst())
                        .or(() -> query.stream().filter(has).findFirst())
                        .orElseThrow(
                                () ->
                                        new Unserved(
                                                unknownQuery,
                                                unknownQuery.unknownOperation(action)));
        WireProtocol protocol = service.protocols().query(form);
        return new Arrival(service, protocol, action, request, form, host);
    }

    /** Of services that share a name (Elastic Load Balancing has two), the one that is meant. */
    private static Optional<SdkService> best(
            List<SdkService> candidates, Predicate<SdkService> current, Predicate<SdkService> has) {
        return Stream.of(current, has, (Predicate<SdkService>) _ -> true)
                .flatMap(wanted -> candidates.stream().filter(wanted))
                .findFirst();
    }

    private static List<SdkService> named(List<SdkService> services, Optional<String> name) {
        return services.stream()
                .filter(
                        service ->
                                name.filter(
                                                n ->
                                                        n.equals(service.signingName())
                                                                || n.equals(service.name()))
                                        .isPresent())
                .toList();
    }

    private Optional<SdkService> byName(Optional<String> name) {
        return named(services, name).stream().findFirst();
    }

    /**
     * A signature for a service that isn't served. Old boto, sent to this host by name, signs for
     * the host: that is no service's name.
     */
    private void refuseStranger(Optional<String> claimed) {
        Optional<String> stranger =
                claimed.filter(name -> !name.contains("localhost"))
                        .filter(name -> !name.isEmpty() && Character.isLetter(name.charAt(0)));
        if (stranger.isPresent()
                && all.stream().noneMatch(s -> s.signingName().equals(stranger.get()))) {
            throw notServed(stranger.get(), untold);
        }
    }

    private static Unserved notServed(String service, WireProtocol protocol) {
        return new Unserved(
                protocol,
                WireError.of(
                        "NotImplemented", 501, "This server has no service '" + service + "'."));
    }

    private static boolean isForm(Request request) {
        return request.method().equals("POST")
                && request.headers()
                        .first("Content-Type")
                        .map(type -> type.toLowerCase(Locale.ROOT))
                        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                        .isPresent();
    }

    private Parameters form(Request request, Parameters query) {
        byte[] sent = ((BufferedBody) request.body()).bytes();
        byte[] bytes = ContentCoding.plain(request.headers(), sent, config.limits().maxFormBytes());
        String form = new String(bytes, StandardCharsets.UTF_8).strip();
        return form.isEmpty() ? query : Parameters.parse(form, config.limits().maxParameters());
    }

    /** The request with its body read whole; a refusal in that protocol where it is too large. */
    private static Request buffer(Request request, int limitBytes, WireProtocol protocol)
            throws IOException {
        if (request.body() instanceof BufferedBody) {
            return request;
        }
        byte[] bytes;
        try {
            bytes = request.body().readAll(limitBytes);
        } catch (Body.BodyTooLarge e) {
            String message = String.valueOf(e.getMessage());
            throw new Unserved(
                    protocol,
                    protocol.malformed(
                            new MalformedRequest(MalformedRequest.Kind.TOO_LARGE, message)));
        } catch (IOException e) {
            throw new Faults.ContentBroken(e);
        }
        return new Request(
                request.method(),
                request.scheme(),
                request.authority(),
                request.rawPath(),
                request.rawQuery(),
                request.headers(),
                new BufferedBody(bytes),
                request.remote());
    }
}
