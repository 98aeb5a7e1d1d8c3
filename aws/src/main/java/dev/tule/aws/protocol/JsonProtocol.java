package dev.tule.aws.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import dev.tule.aws.RequestVerifier;
import dev.tule.aws.facts.Violation;
import dev.tule.aws.shape.MalformedRequest;
import java.util.List;

/** What the protocols with JSON bodies, or CBOR's of the same model, have in common. */
abstract sealed class JsonProtocol implements WireProtocol permits AwsJson, RestJson, RpcCbor {
    final JsonReader reader;
    final JsonWriter writer;

    JsonProtocol(JsonFactory factory) {
        this.reader = new JsonReader(factory);
        this.writer = new JsonWriter(factory);
    }

    @Override
    public final RequestVerifier.Family family() {
        return RequestVerifier.Family.JSON;
    }

    @Override
    public final WireError malformed(MalformedRequest fault) {
        return switch (fault.kind()) {
            case UNION -> WireError.of("ValidationException", 400, fault.getMessage());
            case TOO_LARGE -> WireError.of("RequestEntityTooLarge", 413, fault.getMessage());
            case SYNTAX, TYPE -> WireError.of("SerializationException", 400, fault.getMessage());
        };
    }

    @Override
    public final WireError invalid(List<Violation> violations) {
        return WireError.of("ValidationException", 400, Violation.describe(violations));
    }

    @Override
    public WireError denied(String why) {
        return WireError.of("AccessDeniedException", 400, why);
    }
}
