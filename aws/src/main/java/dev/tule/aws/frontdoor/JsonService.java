package dev.tule.aws.frontdoor;

import dev.tule.aws.AwsCall;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.ServedApi;
import dev.tule.aws.ServedApi.JsonOperations;
import dev.tule.aws.protocol.AwsJson;
import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.aws.protocol.WireLimits;
import dev.tule.aws.protocol.WireReply;
import dev.tule.http.Body;
import dev.tule.http.Response;
import java.io.IOException;
import java.util.Map;

/** An API older than the SDK, at work. */
final class JsonService implements Served {
    private final ServedApi.Json api;
    private final Authorisation authorisation;
    private final WireLimits limits;
    private final AwsJson protocol;
    private final JsonMaps maps;
    private final Faults faults = new Faults(Map.of());
    private final Places<JsonOperations> places;

    JsonService(ServedApi.Json api, Authorisation authorisation, FrontDoorConfig config) {
        this.api = api;
        this.authorisation = authorisation;
        this.limits = config.limits();
        boolean checksum = api.signingName().equals("dynamodb");
        this.protocol =
                new AwsJson(AwsJson.Version.V1_0, api.errorNamespace(), checksum, false, limits);
        this.maps = new JsonMaps(JsonFactories.json(limits.maxDepth(), limits.maxJsonBytes()));
        this.places = new Places<>(api.instance(), config.maxPlaces());
    }

    String targetPrefix() {
        return api.targetPrefix();
    }

    AwsJson protocol() {
        return protocol;
    }

    @Override
    public String signingName() {
        return api.signingName();
    }

    @Override
    public boolean isUnsignedAllowed(String operation) {
        return false;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public Response answer(Arrival arrival, AwsCall call, Body body) throws Exception {
        String operation = arrival.operation();
        Map<String, Object> request = maps.read(content(body));
        authorisation.require(
                call, api.permissions().of(call.where(), operation, request), protocol::denied);
        JsonOperations operations = places.at(call.where());
        Map<String, Object> response =
                ScopedValue.where(AwsCall.CURRENT, call)
                        .call(() -> call(operations, operation, request));
        WireReply reply = protocol.write(maps.write(response), call.requestId());
        return new Response.Bytes(reply.status(), reply.headers(), reply.body());
    }

    private byte[] content(Body body) throws IOException {
        return body instanceof BufferedBody buffered
                ? buffered.bytes()
                : body.readAll(limits.maxJsonBytes());
    }

    private Map<String, Object> call(
            JsonOperations operations, String operation, Map<String, Object> request) {
        try {
            return operations.call(operation, request);
        } catch (UnsupportedOperationException e) {
            throw new Refusal(protocol.unknownOperation(operation));
        }
    }
}
