package dev.tule.wamp.router.history;

import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Serializer;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An event as it is kept: the PUBLISH that told of it, its options those that still matter, in the
 * bytes of its publisher's serializer.
 *
 * @param time to the millisecond
 */
public record KeptEvent(
        PublicationId publication,
        Instant time,
        Serializer serializer,
        @SuppressWarnings("ArrayRecordComponent") byte[] message) {
    private static final int HEADER_BYTES = 8 + 8 + 1;

    public static KeptEvent of(
            PublicationId publication, Instant time, Serializer serializer, Publish publish) {
        return new KeptEvent(
                publication,
                Instant.ofEpochMilli(time.toEpochMilli()),
                serializer,
                serializer.encode(publish));
    }

    /** What it takes where it is kept. */
    public int sizeBytes() {
        return HEADER_BYTES + message.length;
    }

    /** The publication it came by; its payload is not read before somebody asks. */
    public Publish publish() {
        try {
            Limits limits = new Limits(Integer.MAX_VALUE, 256, Integer.MAX_VALUE);
            return (Publish) serializer.decode(message, limits);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("an event that was kept cannot be read", e);
        }
    }

    byte[] pack() {
        return ByteBuffer.allocate(sizeBytes())
                .putLong(time.toEpochMilli())
                .putLong(publication.value())
                .put((byte) serializer.rawSocketId())
                .put(message)
                .array();
    }

    static KeptEvent unpack(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Instant time = Instant.ofEpochMilli(in.getLong());
        PublicationId publication = new PublicationId(in.getLong());
        Serializer serializer = Serializer.ofRawSocketId(in.get()).orElseThrow();
        byte[] message = new byte[in.remaining()];
        in.get(message);
        return new KeptEvent(publication, time, serializer, message);
    }
}
