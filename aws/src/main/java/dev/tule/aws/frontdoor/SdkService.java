package dev.tule.aws.frontdoor;

import dev.tule.aws.AwsCall;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.aws.facts.Facts;
import dev.tule.aws.facts.Facts.OperationFacts;
import dev.tule.aws.facts.Validator;
import dev.tule.aws.facts.Violation;
import dev.tule.aws.protocol.WireError;
import dev.tule.aws.protocol.WireLimits;
import dev.tule.aws.protocol.WireProtocol;
import dev.tule.aws.protocol.WireReply;
import dev.tule.aws.protocol.WireRequest;
import dev.tule.aws.routing.Route;
import dev.tule.aws.routing.RouteTable;
import dev.tule.aws.shape.Shape;
import dev.tule.http.Body;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A service that implements an SDK client interface, at work. */
final class SdkService implements Served {
    private static final byte[] NOTHING = {};

    private final ServedApi.Sdk<?> api;
    private final Judges judges;
    private final WireLimits limits;
    private final Facts facts;
    private final Protocols protocols;
    private final Validator validator;
    private final Faults faults;
    private final Places<SdkClient> places;

    /** By the implementing class: it is known only when there is an object of it. */
    private final Map<Class<?>, Operations> operations = new ConcurrentHashMap<>();

    private record Operations(Map<String, Operation> byName, RouteTable routes) {}

    SdkService(ServedApi.Sdk<?> api, Judges judges, FrontDoorConfig config) {
        this.api = api;
        this.judges = judges;
        this.limits = config.limits();
        this.facts = Facts.of(api.name());
        this.protocols = new Protocols(facts, limits);
        this.validator = new Validator(facts);
        this.faults = new Faults(facts.errors());
        this.places = new Places<>(api.instance(), config.maxPlaces());
    }

    @Override
    public String signingName() {
        return api.signingName();
    }

    /** The service's own name, which differs from what it signs with in some. */
    String name() {
        return api.name();
    }

    Facts facts() {
        return facts;
    }

    Protocols protocols() {
        return protocols;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public boolean isUnsignedAllowed(String operation) {
        OperationFacts known = facts.operations().get(operation);
        // S3 decides about strangers by the bucket's policy, not by the missing signature.
        return api.signingName().equals("s3") || (known != null && known.unsigned());
    }

    @Override
    public Response answer(Arrival arrival, AwsCall call, Body body) throws Exception {
        SdkClient service = places.at(call.where());
        Operations implemented =
                operations.computeIfAbsent(service.getClass(), this::implementedBy);
        RouteTable.Match match = match(arrival, implemented);
        Operation operation = implemented.byName.get(match.operation());
        if (operation == null) {
            throw new Refusal(unavailable(match.operation(), arrival.protocol()));
        }
        SdkRequest request = read(arrival, call, body, operation, match);
        authorise(arrival, call, operation, request);
        validate(arrival, operation, request);
        return invoke(arrival, call, body, new Invocation(service, operation, request));
    }

    private record Invocation(SdkClient service, Operation operation, SdkRequest request) {}

    private Operations implementedBy(Class<?> service) {
        Map<String, Operation> byName = Operation.of(service);
        List<Route> routes = new ArrayList<>();
        facts.operations().values().forEach(known -> known.route().ifPresent(routes::add));
        if (protocols.isRest()) {
            for (Operation operation : byName.values()) {
                if (!facts.operations().containsKey(operation.name())) {
                    routes.add(SdkBinding.route(operation));
                }
            }
        }
        return new Operations(byName, new RouteTable(routes));
    }

    private RouteTable.Match match(Arrival arrival, Operations implemented) {
        if (!arrival.operation().isEmpty() || !protocols.isRest()) {
            return new RouteTable.Match(arrival.operation(), Map.of());
        }
        Request request = arrival.request();
        String path = arrival.host().bucket().map(b -> "/" + b).orElse("") + request.rawPath();
        return implemented
                .routes
                .find(request.method(), path, arrival.parameters(), request.headers()::contains)
                .orElseThrow(
                        () -> new Refusal(arrival.protocol().unknownOperation(request.method())));
    }

    /**
     * The SDK's interface has many operations that the service doesn't, and clients ask for more.
     */
    private WireError unavailable(String operation, WireProtocol protocol) {
        boolean known = facts.operations().containsKey(operation) || isInSdk(operation);
        return known
                ? WireError.of(
                        "NotImplemented",
                        501,
                        api.signingName() + ":" + operation + " is not implemented by this server.")
                : protocol.unknownOperation(operation);
    }

    private boolean isInSdk(String operation) {
        if (operation.isEmpty() || !operation.chars().allMatch(Character::isLetterOrDigit)) {
            return false;
        }
        String model = api.client().getPackageName() + ".model." + operation + "Request";
        return api.client().getClassLoader().getResource(model.replace('.', '/') + ".class")
                != null;
    }

    private SdkRequest read(
            Arrival arrival, AwsCall call, Body body, Operation operation, RouteTable.Match match)
            throws IOException {
        byte[] content = operation.streamsIn() ? NOTHING : content(body);
        if (!protocols.isRest()) {
            content = ContentCoding.plain(call.headers(), content, limits.maxJsonBytes());
        }
        SdkPojo builder = operation.newRequest();
        arrival.protocol()
                .read(
                        new WireRequest(
                                call.headers(), arrival.parameters(), match.labels(), content),
                        builder);
        return (SdkRequest) Shape.build(builder);
    }

    private byte[] content(Body body) throws IOException {
        if (body instanceof BufferedBody buffered) {
            return buffered.bytes();
        }
        try {
            return body.readAll(limits.maxXmlBytes());
        } catch (Body.BodyTooLarge e) {
            throw e;
        } catch (IOException e) {
            throw new Faults.ContentBroken(e);
        }
    }

    private void authorise(Arrival arrival, AwsCall call, Operation operation, SdkRequest request) {
        List<Permission> needed = api.permissions().of(call.where(), operation.name(), request);
        judges.authorisation().require(call, needed, arrival.protocol()::denied);
    }

    private void validate(Arrival arrival, Operation operation, SdkRequest request) {
        OperationFacts known = facts.operations().get(operation.name());
        if (known == null || known.input().isEmpty() || !judges.constraints()) {
            return;
        }
        List<Violation> violations = validator.check((SdkPojo) request, known.input().get());
        if (!violations.isEmpty()) {
            throw new Refusal(arrival.protocol().invalid(violations));
        }
    }

    private Response invoke(Arrival arrival, AwsCall call, Body body, Invocation invocation)
            throws Exception {
        StreamedAnswer streamed = new StreamedAnswer();
        RequestBody content =
                invocation.operation.streamsIn() ? requestBody(body, call) : RequestBody.empty();
        Object result =
                ScopedValue.where(AwsCall.CURRENT, call)
                        .call(
                                () ->
                                        invocation.operation.call(
                                                invocation.service,
                                                invocation.request,
                                                content,
                                                streamed));
        SdkPojo response = Objects.requireNonNullElse(streamed.response(), (SdkPojo) result);
        String name = invocation.operation.name();
        OperationFacts known = facts.operations().get(name);
        String root = known == null ? "" : known.root().orElse("");
        InputStream stream = streamed.content();
        try {
            if (invocation.operation.streamsIn()) {
                drain(body.stream());
            }
            WireReply reply =
                    arrival.protocol()
                            .write(new WireProtocol.Answer(name, root, call.requestId()), response);
            return stream == null
                    ? new Response.Bytes(reply.status(), reply.headers(), reply.body())
                    : StreamedContent.response(reply, stream, call);
        } catch (Exception e) {
            if (stream != null) {
                stream.close();
            }
            throw e;
        }
    }

    /** Reads what the service left unread: only then has all of it been checked. */
    private static void drain(InputStream content) throws IOException {
        try {
            if (content.read() >= 0) {
                content.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new Faults.ContentBroken(e);
        }
    }

    private static RequestBody requestBody(Body body, AwsCall call) {
        String type = call.headers().first("Content-Type").orElse("application/octet-stream");
        // The wire is read once: whoever asks for a new stream gets the same.
        ContentStreamProvider provider = body::stream;
        OptionalLong length = body.length();
        return length.isPresent()
                ? RequestBody.fromContentProvider(provider, length.getAsLong(), type)
                : RequestBody.fromContentProvider(provider, type);
    }
}
