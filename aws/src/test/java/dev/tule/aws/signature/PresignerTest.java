package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The addresses that the AWS SDK's S3Presigner makes, with and without TLS. */
class PresignerTest {
    private final SignatureVerifier verifier =
            Signing.verifier(Instant.now().plusSeconds(1), Signing.KEY);

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4566", "https://localhost:4566"})
    void aPresignedDownloadVerifies(String endpoint) {
        try (S3Presigner presigner = presigner(endpoint)) {
            PresignedRequest presigned =
                    presigner.presignGetObject(
                            p ->
                                    p.signatureDuration(Duration.ofMinutes(10))
                                            .getObjectRequest(
                                                    g -> g.bucket("bucket").key("a key/+~")));
            Request request = request("GET", presigned, new byte[0]);
            assertThat(Signing.verifyAndRead(verifier, request, Family.S3)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4566", "https://localhost:4566"})
    void aPresignedUploadTakesAnyContent(String endpoint) {
        byte[] content = "any content".getBytes(StandardCharsets.UTF_8);
        try (S3Presigner presigner = presigner(endpoint)) {
            PresignedRequest presigned =
                    presigner.presignPutObject(
                            p ->
                                    p.signatureDuration(Duration.ofMinutes(10))
                                            .putObjectRequest(
                                                    g ->
                                                            g.bucket("bucket")
                                                                    .key("key")
                                                                    .contentType("text/plain")));
            Request request = request("PUT", presigned, content);
            assertThat(Signing.verifyAndRead(verifier, request, Family.S3)).isEqualTo(content);
        }
    }

    private static S3Presigner presigner(String endpoint) {
        return S3Presigner.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(Signing.ID, Signing.SECRET)))
                .build();
    }

    private static Request request(String method, PresignedRequest presigned, byte[] body) {
        Headers.Builder headers = Headers.builder();
        for (Map.Entry<String, List<String>> header : presigned.signedHeaders().entrySet()) {
            header.getValue().forEach(value -> headers.add(header.getKey(), value));
        }
        URL url = presigned.url();
        return Signing.request(method, url.getFile(), headers.build(), body);
    }
}
