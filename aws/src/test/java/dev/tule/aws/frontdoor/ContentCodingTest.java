package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.shape.MalformedRequest;
import dev.tule.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ContentCodingTest {
    private static final Headers GZIP = Headers.of("Content-Encoding", "gzip");

    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void compressedContentIsReadAsItWas() throws IOException {
        byte[] plain = "Action=PutMetricData".getBytes(StandardCharsets.UTF_8);

        assertThat(ContentCoding.plain(GZIP, compressed(plain), 100)).isEqualTo(plain);
        assertThat(
                        ContentCoding.plain(
                                Headers.of("Content-Encoding", "GZIP"), compressed(plain), 100))
                .isEqualTo(plain);
    }

    @Test
    void otherContentIsLeftAlone() {
        byte[] plain = {1, 2, 3};

        assertThat(ContentCoding.plain(Headers.of("Content-Type", "text/plain"), plain, 1))
                .isSameAs(plain);
    }

    @Test
    void aSmallBodyCannotBecomeALargeOne() throws IOException {
        byte[] bomb = compressed(new byte[10_000_000]);

        assertThat(bomb).hasSizeLessThan(20_000);
        assertThatThrownBy(() -> ContentCoding.plain(GZIP, bomb, 1_000_000))
                .isInstanceOfSatisfying(
                        MalformedRequest.class,
                        fault ->
                                assertThat(fault.kind())
                                        .isEqualTo(MalformedRequest.Kind.TOO_LARGE));
    }

    @Test
    void brokenContentIsTheClientsFault() throws IOException {
        byte[] whole = compressed(new byte[1_000]);
        byte[] cut = Arrays.copyOf(whole, whole.length - 5);

        for (byte[] broken : new byte[][] {cut, {1, 2, 3}, {}}) {
            assertThatThrownBy(() -> ContentCoding.plain(GZIP, broken, 10_000))
                    .isInstanceOfSatisfying(
                            MalformedRequest.class,
                            fault ->
                                    assertThat(fault.kind())
                                            .isEqualTo(MalformedRequest.Kind.SYNTAX));
        }
    }
}
