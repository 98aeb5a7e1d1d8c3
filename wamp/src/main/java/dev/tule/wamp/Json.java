package dev.tule.wamp;

import org.jspecify.annotations.Nullable;

/**
 * Single values in JSON, for what stands beside WAMP's messages: the bodies of HTTP requests.
 * Values are those of a {@link Payload}, binary included.
 */
public final class Json {
    private Json() {}

    /**
     * Reads one value.
     *
     * @throws MalformedMessage when it is no JSON, or exceeds the limits
     */
    public static @Nullable Object read(byte[] utf8, Limits limits) throws MalformedMessage {
        if (utf8.length > limits.messageBytes()) {
            throw new MalformedMessage("longer than " + limits.messageBytes() + " bytes");
        }
        JsonReader reader = new JsonReader(utf8, 0, utf8.length, limits);
        Object value = reader.readValue();
        reader.end();
        return value;
    }

    /**
     * Writes one value.
     *
     * @throws IllegalArgumentException when WAMP carries no such values
     */
    public static byte[] write(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(64);
        writer.value(value);
        return writer.toBytes();
    }
}
