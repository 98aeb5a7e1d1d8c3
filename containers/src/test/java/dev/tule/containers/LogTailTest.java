package dev.tule.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTailTest {
    @Test
    void piecesOfBothKindsAreOneText() throws IOException {
        assertThat(tail(100, pieces(1, "hello\n", 2, "error\n"))).isEqualTo("hello\nerror\n");
    }

    @Test
    void theEndIsKept() throws IOException {
        assertThat(tail(5, pieces(1, "0123456", 1, "789"))).isEqualTo("56789");
        assertThat(tail(10, pieces(1, "0123456", 1, "789"))).isEqualTo("0123456789");
        assertThat(tail(0, pieces(1, "0123456"))).isEmpty();
    }

    @Test
    void whatIsCutShortIsLeftAtThat() throws IOException {
        byte[] whole = pieces(1, "whole", 1, "broken");

        for (int length = 0; length < whole.length; length++) {
            String got = tail(100, Arrays.copyOf(whole, length));
            assertThat("wholebroken").startsWith(got);
        }
    }

    @Test
    void noiseEndsTheReading() throws IOException {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(tail(50, noise).getBytes(StandardCharsets.ISO_8859_1).length)
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(50);
        }
    }

    private static String tail(int most, byte[] stream) throws IOException {
        LogTail tail = new LogTail(most);
        tail.read(new ByteArrayInputStream(stream));
        return new String(tail.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] pieces(Object... kindsAndTexts) {
        var stream = new ByteArrayOutputStream();
        for (int at = 0; at < kindsAndTexts.length; at += 2) {
            byte[] text = ((String) kindsAndTexts[at + 1]).getBytes(StandardCharsets.UTF_8);
            stream.writeBytes(
                    ByteBuffer.allocate(8)
                            .put(((Integer) kindsAndTexts[at]).byteValue())
                            .putInt(4, text.length)
                            .array());
            stream.writeBytes(text);
        }
        return stream.toByteArray();
    }
}
