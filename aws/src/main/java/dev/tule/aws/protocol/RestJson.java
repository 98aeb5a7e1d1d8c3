package dev.tule.aws.protocol;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.http.Headers;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/** restJson1. */
public final class RestJson extends JsonProtocol {
    private static final byte[] NOTHING = {};

    public RestJson(WireLimits limits) {
        super(JsonFactories.json(limits.maxDepth(), limits.maxJsonBytes()));
    }

    @Override
    public void read(WireRequest request, SdkPojo builder) {
        HttpBindings.read(request, builder);
        Shape shape = Shape.of(builder);
        Member payload = shape.payload();
        byte[] body = request.body();
        if (body.length == 0 || (payload == null && !shape.hasBody())) {
            return;
        }
        if (payload == null) {
            reader.read(body, builder);
            return;
        }
        switch (payload.type()) {
            case BYTES -> payload.set(builder, SdkBytes.fromByteArrayUnsafe(body));
            case STRING -> payload.set(builder, new String(body, StandardCharsets.UTF_8));
            default -> {
                Object value = reader.readValue(body, payload);
                if (value != null) {
                    payload.set(builder, value);
                }
            }
        }
    }

    @Override
    public WireReply write(Answer answer, SdkPojo response) {
        Headers.Builder headers = Headers.builder().add("x-amzn-RequestId", answer.requestId());
        headers.add("Content-Type", "application/json");
        int status = HttpBindings.write(response, headers);
        return new WireReply(status, headers.build(), body(response));
    }

    private byte[] body(SdkPojo response) {
        Member payload = Shape.of(response).payload();
        if (payload == null) {
            return writer.write(response);
        }
        return switch (payload.get(response)) {
            case null -> NOTHING;
            case SdkBytes bytes -> bytes.asByteArray();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Object value -> writer.writeValue(payload, value);
        };
    }

    @Override
    public WireReply fail(WireError error, String requestId) {
        Headers headers =
                Headers.of(
                        "Content-Type",
                        "application/json",
                        "x-amzn-ErrorType",
                        error.shape(),
                        "x-amzn-RequestId",
                        requestId);
        return new WireReply(error.status(), headers, writer.write(null, error));
    }

    @Override
    public WireError unknownOperation(String operation) {
        return WireError.of("UnknownOperationException", 404, "There is no operation " + operation);
    }

    @Override
    public WireError denied(String why) {
        return WireError.of("AccessDeniedException", 403, why);
    }
}
