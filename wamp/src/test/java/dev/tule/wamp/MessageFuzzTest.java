package dev.tule.wamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tule.wamp.transport.Batch;
import dev.tule.wamp.transport.RawSocket.Kind;
import dev.tule.wamp.transport.RawSocketDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever bytes come, decoding gives a message or a {@link MalformedMessage}; and what was decoded
 * can be read and encoded for every receiver. The kept inputs are tried in every build; run with
 * {@code JAZZER_FUZZ=1} to look for new ones.
 */
class MessageFuzzTest {
    private static final Limits SMALL = new Limits(1 << 16, 32, 1 << 12);

    @FuzzTest
    void json(byte[] bytes) {
        decode(Serializer.JSON, bytes);
    }

    @FuzzTest
    void messagePack(byte[] bytes) {
        decode(Serializer.MESSAGE_PACK, bytes);
    }

    @FuzzTest
    void cbor(byte[] bytes) {
        decode(Serializer.CBOR, bytes);
    }

    @FuzzTest
    void ubjson(byte[] bytes) {
        decode(Serializer.UBJSON, bytes);
    }

    private static void decode(Serializer serializer, byte[] bytes) {
        Message message;
        try {
            message = serializer.decode(bytes, SMALL);
        } catch (MalformedMessage e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        for (Serializer other : Serializer.values()) {
            try {
                Message again = other.decode(other.encode(message), Limits.DEFAULT);
                assertThat(again.type()).isEqualTo(message.type());
            } catch (MalformedMessage e) {
                throw new AssertionError("what was taken cannot be given on in " + other, e);
            }
        }
    }

    @FuzzTest
    void rawSocketFrames(byte[] bytes) {
        Frames frames = new Frames();
        RawSocketDecoder decoder = new RawSocketDecoder(1 << 12, frames);
        try {
            for (int from = 0; from < bytes.length; from += 7) {
                int to = Math.min(bytes.length, from + 7);
                decoder.feed(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
            }
        } catch (MalformedMessage e) {
            assertThat(e).hasMessageNotContaining("null");
        }
        assertThat(frames.total).isLessThanOrEqualTo(bytes.length);
    }

    @FuzzTest
    void batches(byte[] bytes) {
        for (Serializer serializer : Serializer.values()) {
            List<byte[]> messages = new ArrayList<>();
            try {
                Batch.split(serializer, bytes, messages::add);
            } catch (MalformedMessage e) {
                assertThat(e).hasMessageNotContaining("null");
                continue;
            }
            byte[] again =
                    Batch.join(serializer, messages.toArray(byte[][]::new)).stream()
                            .collect(
                                    ByteArrayOutputStream::new,
                                    ByteArrayOutputStream::writeBytes,
                                    (a, b) -> a.writeBytes(b.toByteArray()))
                            .toByteArray();
            assertThat(again).isEqualTo(bytes);
        }
    }

    @FuzzTest
    void jsonBodies(byte[] bytes) {
        Object value;
        try {
            value = Json.read(bytes, SMALL);
        } catch (MalformedMessage e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        assertThat(Json.write(value)).isNotEmpty();
    }

    private static final class Frames implements RawSocketDecoder.Output {
        private long total;

        @Override
        public boolean handshake(int octets) {
            return true;
        }

        @Override
        public void frame(Kind kind, byte[] content) {
            total += content.length;
        }
    }
}
