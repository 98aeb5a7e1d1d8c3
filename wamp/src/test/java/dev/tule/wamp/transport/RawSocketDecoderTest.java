package dev.tule.wamp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.RawSocket.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawSocketDecoderTest {

    private static final class Seen implements RawSocketDecoder.Output {
        final List<Integer> handshakes = new ArrayList<>();
        final List<String> frames = new ArrayList<>();

        @Override
        public boolean handshake(int octets) {
            handshakes.add(octets);
            return RawSocket.isHandshake(octets);
        }

        @Override
        public void frame(Kind kind, byte[] content) {
            frames.add(kind + " " + content.length + " " + java.util.Arrays.hashCode(content));
        }
    }

    private static byte[] stream(byte[]... messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(octets(RawSocket.handshake(Serializer.CBOR, 1 << 20)));
        for (byte[] part : RawSocketFrames.of(messages)) {
            stream.writeBytes(part);
        }
        stream.writeBytes(RawSocket.headBytes(Kind.PING, 2));
        stream.writeBytes(new byte[] {1, 2});
        return stream.toByteArray();
    }

    private static byte[] octets(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Test
    void framesAreTheSameHoweverTheStreamIsTorn() throws Exception {
        byte[] large = new byte[100_000];
        new Random(1).nextBytes(large);
        byte[] stream = stream(new byte[0], new byte[] {7}, large, new byte[300], new byte[5000]);
        Seen whole = new Seen();
        new RawSocketDecoder(1 << 20, whole).feed(ByteBuffer.wrap(stream));
        assertThat(whole.frames).hasSize(6).last().asString().startsWith("PING 2 ");

        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            Seen torn = new Seen();
            RawSocketDecoder decoder = new RawSocketDecoder(1 << 20, torn);
            int most = 1 + random.nextInt(round < 5 ? 3 : 5000);
            for (int at = 0; at < stream.length; ) {
                int count = Math.min(1 + random.nextInt(most), stream.length - at);
                decoder.feed(ByteBuffer.wrap(stream, at, count));
                at += count;
            }
            assertThat(torn.frames).isEqualTo(whole.frames);
            assertThat(torn.handshakes).isEqualTo(whole.handshakes);
        }
    }

    @Test
    void theLongestMessageHasABitOfItsOwn() throws Exception {
        Seen seen = new Seen();
        RawSocketDecoder decoder = new RawSocketDecoder(RawSocket.MAX_MESSAGE_BYTES, seen);
        decoder.feed(ByteBuffer.wrap(octets(0x7FF20000)));
        assertThat(RawSocket.headBytes(Kind.MESSAGE, 1 << 24)).isEqualTo(new byte[] {8, 0, 0, 0});
        decoder.feed(ByteBuffer.wrap(RawSocket.headBytes(Kind.MESSAGE, 1 << 24)));
        decoder.feed(ByteBuffer.wrap(new byte[1 << 24]));

        assertThat(seen.frames).hasSize(1);
    }

    @Test
    void framesThatAreTooLongOrOfNoKindAreRefused() throws Exception {
        for (int head : new int[] {1 << 21, 0x0300_0000, 0x1000_0000, 0x0800_0001}) {
            RawSocketDecoder decoder = new RawSocketDecoder(1 << 20, new Seen());
            decoder.feed(ByteBuffer.wrap(octets(0x7FF20000)));
            assertThatThrownBy(() -> decoder.feed(ByteBuffer.wrap(octets(head))))
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void afterARefusedHandshakeNothingIsRead() throws Exception {
        Seen seen = new Seen();
        RawSocketDecoder decoder = new RawSocketDecoder(1 << 20, seen);
        decoder.feed(
                ByteBuffer.wrap(
                        "GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

        assertThat(seen.handshakes).hasSize(1);
        assertThat(seen.frames).isEmpty();
    }

    @Test
    void handshakesSayLimitAndSerializer() {
        int octets = RawSocket.handshake(Serializer.MESSAGE_PACK, 1 << 24);
        assertThat(octets).isEqualTo(0x7FF20000);
        assertThat(RawSocket.limitBytes(octets)).isEqualTo(1 << 24);
        assertThat(RawSocket.limitBytes(RawSocket.handshake(Serializer.JSON, 1000))).isEqualTo(512);
        assertThat(RawSocket.Refusal.RESERVED_BITS_USED.reply()).isEqualTo(0x7F300000);
        assertThat(RawSocket.reservedBitsUsed(0x7FF20001)).isTrue();
    }
}
