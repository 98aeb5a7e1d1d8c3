package dev.tule.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.OptionalLong;

/** A body that was read whole before the handler ran. */
final class BufferedBody implements Body {
    static final byte[] NOTHING = new byte[0];

    private final InputStream stream;
    private final int length;

    BufferedBody(byte[] content) {
        this.stream = new ByteArrayInputStream(content);
        this.length = content.length;
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(length);
    }
}
