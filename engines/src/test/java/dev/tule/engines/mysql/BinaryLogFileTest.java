package dev.tule.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BinaryLogFileTest {

    private static long wholeEvents(byte[] file) throws IOException {
        return BinaryLogFile.wholeEvents(new ByteArrayInputStream(file));
    }

    @Test
    void whateverIsCutOffOfALogItsWholeEventsAreKept() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        ByteBuffer file = ByteBuffer.allocate(2_000).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x6e6962fe);
        TreeSet<Long> ends = new TreeSet<>();
        ends.add(4L);
        while (file.remaining() > 200) {
            int length = 19 + random.nextInt(150);
            file.putInt(file.position() + 9, length);
            file.position(file.position() + length);
            ends.add((long) file.position());
        }
        for (int cut = 4; cut <= file.position(); cut++) {
            assertThat(wholeEvents(Arrays.copyOf(file.array(), cut)))
                    .as("seed %d, cut at %d", seed, cut)
                    .isEqualTo(ends.floor((long) cut));
        }
    }

    @Test
    void whatIsNoLogHasNoEvents() throws IOException {
        assertThat(wholeEvents(new byte[0])).isZero();
        assertThat(wholeEvents(new byte[3])).isZero();
        assertThat(wholeEvents(new byte[100])).isEqualTo(4);
    }
}
