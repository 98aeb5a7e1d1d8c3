package dev.tule.wamp;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A serialization format of messages.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-serializers">Serializers</a>
 */
public enum Serializer {
    /** JSON (RFC 8259), in UTF-8; the only one whose WebSocket messages are text. */
    JSON("wamp.2.json", 1) {
        @Override
        ItemReader reader(byte[] bytes, int from, int to, Limits limits) throws MalformedMessage {
            return new JsonReader(bytes, from, to, limits);
        }

        @Override
        ItemWriter writer(int sizeHint) {
            return new JsonWriter(sizeHint);
        }
    },
    /** MessagePack, version 5 or later: it tells strings from binary. */
    MESSAGE_PACK("wamp.2.msgpack", 2) {
        @Override
        ItemReader reader(byte[] bytes, int from, int to, Limits limits) {
            return new MessagePackReader(bytes, from, to, limits);
        }

        @Override
        ItemWriter writer(int sizeHint) {
            return new MessagePackWriter(sizeHint);
        }
    },
    /** CBOR (RFC 8949). */
    CBOR("wamp.2.cbor", 3) {
        @Override
        ItemReader reader(byte[] bytes, int from, int to, Limits limits) {
            return new CborReader(bytes, from, to, limits);
        }

        @Override
        ItemWriter writer(int sizeHint) {
            return new CborWriter(sizeHint);
        }
    },
    /** Universal Binary JSON, Draft 12. */
    UBJSON("wamp.2.ubjson", 4) {
        @Override
        ItemReader reader(byte[] bytes, int from, int to, Limits limits) {
            return new UbjsonReader(bytes, from, to, limits);
        }

        @Override
        ItemWriter writer(int sizeHint) {
            return new UbjsonWriter(sizeHint);
        }
    };

    static final int COUNT = 4;

    private final String subprotocol;
    private final int rawSocketId;

    Serializer(String subprotocol, int rawSocketId) {
        this.subprotocol = subprotocol;
        this.rawSocketId = rawSocketId;
    }

    /** The WebSocket subprotocol that stands for it. */
    public String subprotocol() {
        return subprotocol;
    }

    /** Its number in RawSocket's handshake. */
    public int rawSocketId() {
        return rawSocketId;
    }

    /** Its place in arrays of {@link #COUNT}. */
    int index() {
        return rawSocketId - 1;
    }

    public static Optional<Serializer> ofSubprotocol(String subprotocol) {
        for (Serializer serializer : values()) {
            if (serializer.subprotocol.equals(subprotocol)) {
                return Optional.of(serializer);
            }
        }
        return Optional.empty();
    }

    public static Optional<Serializer> ofRawSocketId(int id) {
        for (Serializer serializer : values()) {
            if (serializer.rawSocketId == id) {
                return Optional.of(serializer);
            }
        }
        return Optional.empty();
    }

    /**
     * Encodes a message. A payload that came in this format goes out as the bytes it came in.
     *
     * @throws IllegalArgumentException when it holds a value that WAMP doesn't carry
     */
    public byte[] encode(Message message) {
        return MessageWriter.write(this, message);
    }

    /**
     * Encodes a value that stands alone.
     *
     * @throws IllegalArgumentException when it holds a value that WAMP doesn't carry
     */
    public byte[] encodeValue(@Nullable Object value) {
        ItemWriter writer = writer(64);
        writer.value(value);
        return Arrays.copyOf(writer.bytes, writer.length);
    }

    /**
     * Decodes a message. The payload stays in the array, which is not copied: don't change it
     * afterwards.
     *
     * @throws MalformedMessage when these bytes are no message
     */
    public Message decode(byte[] bytes, Limits limits) throws MalformedMessage {
        if (bytes.length > limits.messageBytes()) {
            throw new MalformedMessage("longer than " + limits.messageBytes() + " bytes");
        }
        return MessageReader.read(this, bytes, limits);
    }

    abstract ItemReader reader(byte[] bytes, int from, int to, Limits limits)
            throws MalformedMessage;

    abstract ItemWriter writer(int sizeHint);
}
