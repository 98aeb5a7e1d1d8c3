package dev.tule.aws.protocol;

import dev.tule.http.Headers;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkPojo;

/** awsJson1_0 and awsJson1_1: {@code POST /} with {@code X-Amz-Target: PREFIX.OPERATION}. */
public final class AwsJson extends JsonProtocol {
    private static final String CORAL = "com.amazon.coral.service#";
    private static final String CORAL_VALIDATE = "com.amazon.coral.validate#";

    /** Errors of AWS's framework, which no service's model has. */
    private static final Set<String> OF_FRAMEWORK =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredTokenException",
                    "IncompleteSignatureException",
                    "InternalFailure",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "SerializationException",
                    "UnknownOperationException",
                    "UnrecognizedClientException");

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
        super(JsonFactories.json(limits.maxDepth(), limits.maxJsonBytes()));
        this.version = version;
        this.namespace = namespace;
        this.checksum = checksum;
        this.queryCompatible = queryCompatible;
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
        String type = version == Version.V1_0 ? qualified(error) : error.shape();
        byte[] body = writer.write(type, error);
        Headers.Builder headers = headers(body, requestId);
        if (queryCompatible) {
            String fault = error.isSender() ? "Sender" : "Receiver";
            headers.add("x-amzn-query-error", error.code() + ";" + fault);
        }
        return new WireReply(error.status(), headers.build(), body);
    }

    private String qualified(WireError error) {
        if (error.shape().equals("ValidationException") && error.elements().equals(Map.of())) {
            return CORAL_VALIDATE + error.shape();
        }
        return (OF_FRAMEWORK.contains(error.shape()) ? CORAL : namespace + "#") + error.shape();
    }

    @Override
    public WireError unknownOperation(String operation) {
        return WireError.of("UnknownOperationException", 400, "Unknown operation " + operation);
    }
}
