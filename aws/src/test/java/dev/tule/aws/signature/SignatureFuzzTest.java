package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, the parsers of signatures answer with a refusal or an unsigned request; no
 * other exception leaves them, and nobody gets in. Run with {@code JAZZER_FUZZ=1} to look for new
 * inputs; otherwise the kept ones are tried, and seeded random ones.
 */
class SignatureFuzzTest {
    private static final long SEED = 885;
    private static final int RANDOM_INPUTS = 400;
    private static final String[] WORDS = {
        "AWS4-HMAC-SHA256 ",
        "Credential=",
        "AKIDEXAMPLE",
        "/20150830/us-east-1/s3/aws4_request",
        "SignedHeaders=",
        "host;x-amz-date",
        "Signature=",
        ",",
        " ",
        "=",
        "&",
        "%",
        "%zz",
        "+",
        ";",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "X-Amz-Credential=",
        "X-Amz-Signature=",
        "X-Amz-Date=20150830T123600Z",
        "X-Amz-Expires=60",
        "X-Amz-SignedHeaders=host",
        "AWS ",
        ":",
        "AWSAccessKeyId=AKIDEXAMPLE",
        "SignatureVersion=2",
        "SignatureMethod=HmacSHA256",
        "Timestamp=2015-08-30T12:36:00Z",
        "Expires=1440938160",
        "\u00e9",
        "\u1234",
        "\ud800",
        "3;chunk-signature=",
        "0",
        "a\r\n",
        "\r\n",
        "\n",
        "abc",
        "ffffffffffffffff",
        "-1",
        "x-amz-checksum-crc32:",
        "x-amz-trailer-signature:",
        "AAAA",
    };

    private final SignatureVerifier verifier = Signing.verifier(Signing.NOW, Signing.KEY);

    @FuzzTest
    void authorizationHeaders(FuzzedDataProvider data) {
        authorization(data.consumeString(2000));
    }

    @FuzzTest
    void queriesAndForms(FuzzedDataProvider data) {
        query(data.consumeString(2000));
    }

    @FuzzTest
    void chunkedBodies(FuzzedDataProvider data) throws IOException {
        chunks(data.consumeInt(0, 20), data.consumeRemainingAsBytes());
    }

    @Test
    void randomInputsOfTheGrammarsOwnWords() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int words = random.nextInt(12); words > 0; words--) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
            }
            authorization("AWS4-HMAC-SHA256 " + text);
            authorization(text.toString().strip());
            query(text.toString().replace(',', '&'));
            chunks(random.nextInt(8), text.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void authorization(String value) {
        Headers headers =
                Headers.of(
                        "Host",
                        "localhost",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "x-amz-content-sha256",
                        Crypto.EMPTY_SHA256,
                        "Authorization",
                        value);
        for (Family family : Family.values()) {
            nobodyGetsIn("/", headers, family, "");
        }
    }

    private void query(String text) {
        Headers form =
                Headers.of(
                        "Host", "localhost", "Content-Type", "application/x-www-form-urlencoded");
        for (Family family : Family.values()) {
            nobodyGetsIn("/?" + text, form, family, "");
            nobodyGetsIn("/" + text, form, family, text);
        }
    }

    private void nobodyGetsIn(String target, Headers headers, Family family, String body) {
        try {
            var verified =
                    verifier.verify(
                            Signing.buffered("POST", target, headers, body),
                            new Target(family, Optional.empty(), true));
            assertThat(verified.principal()).isEqualTo(SignatureVerifier.ANONYMOUS);
        } catch (AwsFault refused) {
            assertThat(refused.statusCode()).isBetween(400, 501);
        }
    }

    /** Nothing but content of the declared length, or a refusal. */
    private static void chunks(int length, byte[] wire) throws IOException {
        for (Set<String> announced :
                java.util.List.of(Set.<String>of(), Set.of("x-amz-checksum-crc32"))) {
            try (AwsChunkedStream stream =
                    new AwsChunkedStream(
                            new ByteArrayInputStream(wire), length, null, announced, false)) {
                assertThat(stream.readAllBytes()).hasSize(length);
                assertThat(stream.trailers().fields()).hasSize(announced.size());
            } catch (AwsFault refused) {
                assertThat(refused.statusCode()).isEqualTo(400);
            }
        }
    }
}
