package dev.tule.s3.object;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object as it was when it was opened, its bytes kept until this is closed. Confined to one
 * thread.
 */
public final class OpenObject implements AutoCloseable {
    private final Contents contents;
    private final StoredObject object;
    private final byte @Nullable [] bytes;
    private final List<Part> parts;
    private boolean pinned;
    private InputStream reading = InputStream.nullInputStream();

    private OpenObject(
            Contents contents,
            StoredObject object,
            byte @Nullable [] bytes,
            List<Part> parts,
            boolean pinned) {
        this.contents = contents;
        this.object = object;
        this.bytes = bytes;
        this.parts = parts;
        this.pinned = pinned;
    }

    static OpenObject ofBytes(Contents contents, StoredObject object, byte[] bytes) {
        return new OpenObject(contents, object, bytes, List.of(), false);
    }

    static OpenObject ofPinned(Contents contents, StoredObject object, List<Part> parts) {
        return new OpenObject(contents, object, null, parts, true);
    }

    public StoredObject object() {
        return object;
    }

    /** The parts that it was uploaded in; none when in one go. */
    public List<Part> parts() {
        return parts;
    }

    /** A range of the bytes. */
    @SuppressWarnings("MustBeClosedChecker") // for the caller to close
    public InputStream read(long offset, long count) throws IOException {
        if (bytes != null) {
            return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(count));
        }
        if (object.content().kind() == Content.Kind.PARTS) {
            return new PartsInput(contents.blobs(), parts, offset, count);
        }
        return contents.blobs()
                .open(
                        new dev.tule.s3.bytes.BlobId(object.content().id()),
                        object.length(),
                        offset,
                        count);
    }

    /** A range of the bytes, as a stream that closes this object when it is closed. */
    InputStream stream(long offset, long count) throws IOException {
        InputStream bytes = read(offset, count);
        reading = bytes;
        return new FilterInputStream(bytes) {
            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                return in.read(into, at, most);
            }

            @Override
            public long transferTo(OutputStream out) throws IOException {
                return in.transferTo(out);
            }

            @Override
            public void close() {
                OpenObject.this.close();
            }
        };
    }

    @Override
    public void close() {
        try {
            reading.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (pinned) {
            pinned = false;
            contents.pins().unpin(object.content().id());
        }
    }
}
