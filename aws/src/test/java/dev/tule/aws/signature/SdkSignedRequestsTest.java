package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Body;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The AWS SDK signs, in all the ways it knows; every one verifies, and no altered one does. */
class SdkSignedRequestsTest {
    private static final long SEED = 20_260_923;
    private static final AwsCredentialsIdentity CREDENTIALS =
            AwsCredentialsIdentity.create(Signing.ID, Signing.SECRET);
    private static final String PATH_CHARACTERS = "abcXYZ019-_.~!$&'()*+,;=:@ %/\u00e9\u1234";

    private final Random random = new Random(SEED);
    private final SignatureVerifier verifier = Signing.verifier(Signing.NOW, Signing.KEY);

    /** One way in which the SDK signs. */
    private record Way(
            String name,
            Family family,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> set) {}

    private static final List<Way> WAYS =
            List.of(
                    new Way("json", Family.JSON, b -> {}),
                    new Way("query", Family.QUERY, b -> {}),
                    new Way(
                            "presigned, no S3",
                            Family.QUERY,
                            b -> presigned(b, Duration.ofMinutes(5))),
                    new Way("S3, payload hashed", Family.S3, SdkSignedRequestsTest::s3),
                    new Way(
                            "S3, payload unsigned",
                            Family.S3,
                            b -> {
                                s3(b);
                                b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
                            }),
                    new Way(
                            "S3, chunks signed",
                            Family.S3,
                            b -> {
                                s3(b);
                                b.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
                            }),
                    new Way(
                            "S3, chunks and trailer signed",
                            Family.S3,
                            b -> {
                                s3(b);
                                b.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
                                b.putProperty(
                                        AwsV4HttpSigner.CHECKSUM_ALGORITHM,
                                        DefaultChecksumAlgorithm.CRC32);
                            }),
                    new Way(
                            "S3, chunks unsigned with trailer",
                            Family.S3,
                            b -> {
                                s3(b);
                                b.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
                                b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
                                b.putProperty(
                                        AwsV4HttpSigner.CHECKSUM_ALGORITHM,
                                        DefaultChecksumAlgorithm.CRC32);
                            }),
                    new Way(
                            "S3, presigned",
                            Family.S3,
                            b -> {
                                s3(b);
                                b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
                                presigned(b, Duration.ofDays(7));
                            }));

    @Test
    void everyRequestThatTheSdkSignsVerifies() throws IOException {
        for (Way way : WAYS) {
            for (int i = 0; i < 150; i++) {
                Sent sent = sign(way, CREDENTIALS);
                byte[] read = Signing.verifyAndRead(verifier, sent.request(way), way.family());
                assertThat(read)
                        .as("%s, seed %d, request %d", way.name, SEED, i)
                        .isEqualTo(sent.content);
            }
        }
    }

    @Test
    void everyRequestOfTemporaryCredentialsVerifies() throws IOException {
        SignatureVerifier temporary =
                Signing.verifier(
                        Signing.NOW,
                        new AccessKey(
                                Signing.ID,
                                Signing.SECRET,
                                Signing.ALICE,
                                true,
                                "token/+=",
                                Signing.NOW.plusSeconds(1)));
        AwsCredentialsIdentity session =
                AwsSessionCredentialsIdentity.create(Signing.ID, Signing.SECRET, "token/+=");
        for (Way way : WAYS) {
            Sent sent = sign(way, session);
            assertThat(Signing.verifyAndRead(temporary, sent.request(way), way.family()))
                    .as(way.name)
                    .isEqualTo(sent.content);
            assertThatThrownBy(
                            () -> Signing.verifyAndRead(verifier, sent.request(way), way.family()),
                            way.name)
                    .isInstanceOf(AwsFault.class);
        }
    }

    @Test
    void noAlteredRequestVerifies() throws IOException {
        for (Way way : WAYS) {
            Sent sent = sign(way, CREDENTIALS);
            for (Sent altered : alterations(sent, way)) {
                assertThatThrownBy(
                                () ->
                                        Signing.verifyAndRead(
                                                verifier, altered.request(way), way.family()),
                                "%s, seed %d: %s",
                                way.name,
                                SEED,
                                altered.what)
                        .isInstanceOf(AwsFault.class);
            }
        }
    }

    /** A signed request, still alterable. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sent(
            String what,
            String method,
            String target,
            Headers headers,
            byte[] body,
            byte[] content) {

        Request request(Way way) {
            Body onWire =
                    way.family == Family.S3 ? new Signing.WireBody(body) : new BufferedBody(body);
            return Signing.wire(method, target, headers, onWire);
        }
    }

    /** One byte changed, at every place that the signature covers. */
    private List<Sent> alterations(Sent sent, Way way) {
        List<Sent> all = new ArrayList<>();
        String method = sent.method.equals("PUT") ? "POST" : "PUT";
        all.add(new Sent("method", method, sent.target, sent.headers, sent.body, sent.content));
        for (int i = 1; i < sent.target.length(); i++) {
            String target = changed(sent.target, i);
            all.add(
                    new Sent(
                            "target " + target,
                            sent.method,
                            target,
                            sent.headers,
                            sent.body,
                            sent.content));
        }
        for (Headers.Field field : sent.headers.fields()) {
            if (field.name().equalsIgnoreCase("Content-Length")
                    || (field.name().equalsIgnoreCase("x-amz-content-sha256")
                            && way.name.contains("presigned"))) {
                continue; // read by the transport; or as free as the payload
            }
            for (int i = 0; i < field.value().length(); i++) {
                String value = changed(field.value(), i);
                all.add(
                        new Sent(
                                field.name() + ": " + value,
                                sent.method,
                                sent.target,
                                with(sent.headers, field, value),
                                sent.body,
                                sent.content));
            }
        }
        if (!way.name.contains("unsigned") && !way.name.equals("S3, presigned")) {
            for (int i = 0; i < sent.body.length; i++) {
                byte[] body = sent.body.clone();
                body[i] ^= 1;
                all.add(
                        new Sent(
                                "body at " + i,
                                sent.method,
                                sent.target,
                                sent.headers,
                                body,
                                sent.content));
            }
        }
        return all;
    }

    private static Headers with(Headers headers, Headers.Field changed, String value) {
        Headers.Builder all = Headers.builder();
        headers.fields().forEach(f -> all.add(f.name(), f.equals(changed) ? value : f.value()));
        return all.build();
    }

    private static String changed(String text, int at) {
        char c = text.charAt(at);
        char other = c == 'a' || c == 'A' ? 'b' : 'a'; // %3a and %3A mean the same
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private Sent sign(Way way, AwsCredentialsIdentity credentials) throws IOException {
        byte[] content = new byte[random.nextInt(400)];
        random.nextBytes(content);
        SdkHttpMethod method = SdkHttpMethod.PUT;
        // The SDK leaves payloads unsigned only where TLS protects them.
        boolean tls = way.name.matches("S3, .*(unsigned|presigned).*");
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create((tls ? "https" : "http") + "://localhost:4566"))
                        .encodedPath(path(way.family))
                        .putHeader("x-amz-meta-note", "  two  spaces " + random.nextInt())
                        .putHeader("Content-Type", "text/plain; charset=utf-8");
        for (int i = random.nextInt(4); i > 0; i--) {
            unsigned.appendRawQueryParameter(word(3), random.nextBoolean() ? "" : word(8));
        }
        SignRequest.Builder<AwsCredentialsIdentity> request =
                SignRequest.builder(credentials)
                        .request(unsigned.build())
                        .payload(() -> new ByteArrayInputStream(content))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "service")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(
                                HttpSigner.SIGNING_CLOCK, Clock.fixed(Signing.NOW, ZoneOffset.UTC));
        way.set.accept(request);
        SignedRequest signed = AwsV4HttpSigner.create().sign(request.build());
        byte[] body = signed.payload().orElseThrow().newStream().readAllBytes();
        String query = signed.request().encodedQueryParameters().map(q -> "?" + q).orElse("");
        Headers.Builder headers = Headers.builder();
        signed.request()
                .headers()
                .forEach((name, values) -> values.forEach(v -> headers.add(name, v)));
        if (!signed.request().headers().containsKey("Host")) {
            headers.add("Host", "localhost:4566");
        }
        return new Sent(
                "as signed",
                method.name(),
                signed.request().encodedPath() + query,
                headers.build(),
                body,
                content);
    }

    /** S3's keys are encoded once, as its client sends them. */
    private String path(Family family) {
        String key = UriText.encode(word(12), family != Family.S3);
        return "/bucket/" + (family == Family.S3 ? key.replace("//", "/") : key);
    }

    private String word(int most) {
        StringBuilder word = new StringBuilder("w");
        for (int i = random.nextInt(most); i > 0; i--) {
            word.append(PATH_CHARACTERS.charAt(random.nextInt(PATH_CHARACTERS.length())));
        }
        return word.toString();
    }

    private static void s3(SignRequest.Builder<AwsCredentialsIdentity> request) {
        request.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false);
    }

    private static void presigned(
            SignRequest.Builder<AwsCredentialsIdentity> request, Duration lifetime) {
        request.putProperty(
                        AwsV4FamilyHttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, lifetime);
    }
}
