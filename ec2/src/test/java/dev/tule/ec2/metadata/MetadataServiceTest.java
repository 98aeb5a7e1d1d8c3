package dev.tule.ec2.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.instance.InstanceProfiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;

class MetadataServiceTest {
    private static final String TOKEN_PLEASE =
            """
            PUT /latest/api/token HTTP/1.1
            X-aws-ec2-metadata-token-ttl-seconds: 60

            """;

    private final InstanceMetadataOptionsResponse.Builder options =
            InstanceMetadataOptionsResponse.builder()
                    .httpEndpoint(InstanceMetadataEndpointState.ENABLED)
                    .httpTokens(HttpTokensState.REQUIRED)
                    .httpPutResponseHopLimit(3);
    private final List<Integer> hops = new ArrayList<>();
    private final MetadataService service =
            new MetadataService(
                    id -> Optional.of(subject()).filter(_ -> id.equals("eni-1")),
                    () -> Instant.parse("2026-11-22T10:00:00Z"),
                    new SecureRandom());

    private Subject subject() {
        return new Subject(
                new AccountRegion("000000000000", "us-east-1"),
                Instance.builder()
                        .instanceId("i-1")
                        .placement(p -> p.availabilityZone("us-east-1a"))
                        .rootDeviceName("/dev/sda1")
                        .metadataOptions(options.build())
                        .build(),
                "r-1",
                new byte[0],
                Optional.empty(),
                "use1-az1",
                InstanceProfiles.NONE);
    }

    private String ask(String from, String request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.converse(
                from,
                new ByteArrayInputStream(request.getBytes(StandardCharsets.US_ASCII)),
                out,
                hops::add);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static String idWith(String field) {
        return "GET /latest/meta-data/instance-id HTTP/1.1\r\n" + field + "\r\n\r\n";
    }

    @Test
    void aTokenGoesAsFarAsTheHopLimitAndOpensTheRest() throws IOException {
        String answer = ask("eni-1", TOKEN_PLEASE);

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(hops).containsExactly(3);
        String token = answer.substring(answer.indexOf("\r\n\r\n")).strip();
        assertThat(ask("eni-1", idWith("X-aws-ec2-metadata-token: " + token)))
                .startsWith("HTTP/1.1 200")
                .endsWith("i-1");
        assertThat(hops).as("of what needs a token").containsExactly(3);
    }

    @Test
    void withoutATokenNothingIsToldWhereOneIsRequired() throws IOException {
        assertThat(ask("eni-1", idWith("Host: x"))).startsWith("HTTP/1.1 401");
        assertThat(ask("eni-1", idWith("X-aws-ec2-metadata-token: x"))).startsWith("HTTP/1.1 401");

        options.httpTokens(HttpTokensState.OPTIONAL);
        assertThat(ask("eni-1", idWith("Host: x"))).endsWith("i-1");
    }

    @Test
    void whatAProxyForwardedGetsNoToken() throws IOException {
        assertThat(ask("eni-1", TOKEN_PLEASE.strip() + "\nX-Forwarded-For: 10.0.0.1\n\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aServiceThatIsOffAndAStrangerHearNothing() throws IOException {
        assertThat(ask("eni-2", TOKEN_PLEASE)).startsWith("HTTP/1.1 404");

        options.httpEndpoint(InstanceMetadataEndpointState.DISABLED);
        assertThat(ask("eni-1", TOKEN_PLEASE)).startsWith("HTTP/1.1 403");
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        assertThat(ask("eni-1", "hello\n\n")).startsWith("HTTP/1.1 400");
    }
}
