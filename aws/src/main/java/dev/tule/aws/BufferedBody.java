package dev.tule.aws;

import dev.tule.http.Body;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A request's content that has been read whole. The array is shared, not copied: nobody may change
 * it. Not thread-safe, like every body.
 */
public final class BufferedBody implements Body {
    private final byte[] bytes;
    private final InputStream stream;

    public BufferedBody(byte[] bytes) {
        this.bytes = bytes;
        this.stream = new ByteArrayInputStream(bytes);
    }

    /** All of the content, whatever has been read of the stream. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes.length);
    }
}
