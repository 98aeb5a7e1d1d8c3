package dev.tule.aws.protocol;

import dev.tule.aws.RequestVerifier;
import dev.tule.aws.facts.Violation;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.http.Headers;
import java.util.List;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkPojo;

/** awsJson1_0 and awsJson1_1: {@code POST /} with {@code X-Amz-Target: PREFIX.OPERATION}. */
public final class AwsJson implements WireProtocol {

    /** What the two versions differ in. */
    public enum Version {
        V1_0("application/x-amz-json-1.0"),
        V1_1("application/x-amz-json-1.1");

        private final String contentType;

        Version(String contentType) {
            this.contentType = contentType;
        }
    }

    private final Version version;
    private final String namespace;
    private final boolean checksum;
    private final boolean queryCompatible;
    private final JsonReader reader;
    private final JsonWriter writer;

    /**
     * @param namespace what precedes the {@code #} of an error's type
     * @param checksum whether answers carry {@code x-amz-crc32}, as DynamoDB's do
     * @param queryCompatible whether errors also name their old code, as SQS's do
     */
    public AwsJson(
            Version version,
            String namespace,
            boolean checksum,
            boolean queryCompatible,
            WireLimits limits) {
        var factory = JsonFactories.json(limits.maxDepth(), limits.maxJsonBytes());
        this.version = version;
        this.namespace = namespace;
        this.checksum = checksum;
        this.queryCompatible = queryCompatible;
        this.reader = new JsonReader(factory);
        this.writer = new JsonWriter(factory);
    }

    @Override
    public RequestVerifier.Family family() {
        return RequestVerifier.Family.JSON;
    }

    @Override
    public void read(WireRequest request, SdkPojo builder) {
        reader.read(request.body(), builder);
    }

    @Override
    public WireReply write(Answer answer, SdkPojo response) {
        return write(writer.write(response), answer.requestId());
    }

    /** An answer whose body is written already. */
    public WireReply write(byte[] body, String requestId) {
        return new WireReply(200, headers(body, requestId).build(), body);
    }

    private Headers.Builder headers(byte[] body, String requestId) {
        Headers.Builder headers =
                Headers.builder()
                        .add("Content-Type", version.contentType)
                        .add("x-amzn-RequestId", requestId);
        if (checksum) {
            CRC32 crc = new CRC32();
            crc.update(body);
            headers.add("x-amz-crc32", Long.toString(crc.getValue()));
        }
        return headers;
    }

    @Override
    public WireReply fail(WireError error, String requestId) {
        String type = version == Version.V1_0 ? JsonErrors.type(namespace, error) : error.shape();
        byte[] body = writer.write(type, error);
        Headers.Builder headers = headers(body, requestId);
        if (queryCompatible) {
            String fault = error.isSender() ? "Sender" : "Receiver";
            headers.add("x-amzn-query-error", error.code() + ";" + fault);
        }
        return new WireReply(error.status(), headers.build(), body);
    }

    @Override
    public WireError malformed(MalformedRequest fault) {
        return JsonErrors.malformed(fault);
    }

    @Override
    public WireError invalid(List<Violation> violations) {
        return JsonErrors.invalid(violations);
    }

    @Override
    public WireError unknownOperation(String operation) {
        return WireError.of("UnknownOperationException", 400, "Unknown operation " + operation);
    }

    @Override
    public WireError denied(String principalArn, String action, String resource) {
        return JsonErrors.denied(principalArn, action, resource);
    }
}
