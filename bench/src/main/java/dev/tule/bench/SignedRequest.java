package dev.tule.bench;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * An AWS request, signed once and sent many times: the load generator's own cost stays out of the
 * measurement, the server's verification stays in.
 *
 * @param headers everything but Host and Content-Length
 */
record SignedRequest(
        String method,
        URI address,
        Map<String, String> headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final AwsCredentialsIdentity KEY =
            AwsCredentialsIdentity.create(Server.ACCESS_KEY, Server.SECRET_KEY);

    static SignedRequest dynamoDb(URI server, String operation, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(server.resolve("/"))
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .build();
        return signed("dynamodb", request, body);
    }

    /**
     * @param form the operation and its parameters, encoded
     */
    static SignedRequest query(URI server, String service, String form) {
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(server.resolve("/"))
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .build();
        return signed(service, request, form.getBytes(StandardCharsets.UTF_8));
    }

    static SignedRequest s3(URI server, String method, String path, byte[] body) {
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(method))
                        .uri(server.resolve(path))
                        .build();
        return signed("s3", request, body);
    }

    private static SignedRequest signed(String service, SdkHttpRequest request, byte[] body) {
        SdkHttpRequest signed =
                SIGNER.sign(
                                s ->
                                        s.identity(KEY)
                                                .request(request)
                                                .payload(() -> new ByteArrayInputStream(body))
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        service)
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "us-east-1")
                                                .putProperty(
                                                        AwsV4HttpSigner.DOUBLE_URL_ENCODE,
                                                        !service.equals("s3")))
                        .request();
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("Host");
        headers.remove("Content-Length");
        return new SignedRequest(request.method().name(), request.getUri(), headers, body);
    }

    /** The request as HTTP/1.1 puts it on the wire, byte for character. */
    String wire() {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(address.getRawPath()).append(" HTTP/1.1\r\n");
        text.append("Host: ").append(address.getRawAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return text.append(new String(body, StandardCharsets.ISO_8859_1)).toString();
    }
}
