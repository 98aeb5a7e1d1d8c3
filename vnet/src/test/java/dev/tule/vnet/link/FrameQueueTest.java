package dev.tule.vnet.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private static final int CAPACITY = 1 << 20;

    private final SplittableRandom random = random();
    private final FrameQueue queue = new FrameQueue(CAPACITY);
    private final Deque<byte[]> expected = new ArrayDeque<>();
    private int waiting;

    private static SplittableRandom random() {
        long seed = Long.getLong("vnet.seed", System.nanoTime());
        System.out.println("-Dvnet.seed=" + seed);
        return new SplittableRandom(seed);
    }

    @Test
    void framesComeOutWholeAndInOrderHoweverManyWait() {
        byte[] into = new byte[Link.MOST_FRAME_BYTES];
        for (int round = 0; round < 200; round++) {
            offerSome(random.nextInt(1, 40));
            for (int left = random.nextInt(40); left > 0; left--) {
                int length = queue.poll(into);
                if (length < 0) {
                    assertThat(expected).isEmpty();
                    break;
                }
                assertThat(Arrays.copyOf(into, length)).isEqualTo(expected.remove());
                waiting -= FrameQueue.LENGTH_BYTES + length;
            }
        }
    }

    @Test
    void whatIsWrittenIsWhatWasOfferedBehindItsLength() throws IOException {
        for (int round = 0; round < 50; round++) {
            offerSome(random.nextInt(1, 100));
            ByteArrayOutputStream written = new ByteArrayOutputStream();

            assertThat(queue.writeTo(Channels.newChannel(written))).isTrue();

            ByteBuffer bytes = ByteBuffer.wrap(written.toByteArray());
            while (bytes.hasRemaining()) {
                byte[] frame = new byte[bytes.getInt()];
                bytes.get(frame);
                assertThat(frame).isEqualTo(expected.remove());
            }
            assertThat(expected).isEmpty();
            waiting = 0;
        }
    }

    /** The model says what must fit; what doesn't is dropped. */
    private void offerSome(int frames) {
        for (int i = 0; i < frames; i++) {
            byte[] frame = new byte[random.nextInt(1, Link.MOST_FRAME_BYTES + 1)];
            random.nextBytes(frame);
            boolean fits = waiting + FrameQueue.LENGTH_BYTES + frame.length <= CAPACITY;
            assertThat(queue.offer(frame, 0, frame.length)).isEqualTo(fits);
            if (fits) {
                expected.add(frame);
                waiting += FrameQueue.LENGTH_BYTES + frame.length;
            }
        }
    }
}
