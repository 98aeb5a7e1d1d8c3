package dev.tule.mtv.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a form: in memory while it is small, else in a temporary file that is gone
 * when the request ends.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/files/uploads/">Django: uploaded
 *     files</a>
 */
public final class UploadedFile {
    private final String name;
    private final String contentType;
    private final long size;
    private final byte @Nullable [] memory;
    private final @Nullable Path temporary;

    UploadedFile(
            String name,
            String contentType,
            long size,
            byte @Nullable [] memory,
            @Nullable Path temporary) {
        this.name = name;
        this.contentType = contentType;
        this.size = size;
        this.memory = memory;
        this.temporary = temporary;
    }

    /** A file at hand, as tests send them. */
    public static UploadedFile of(String name, String contentType, byte[] content) {
        return new UploadedFile(name, contentType, content.length, content, null);
    }

    /** The name that the client gave it, without folders and controls: never trust its suffix. */
    public String name() {
        return name;
    }

    /** The media type as the client claims. */
    public String contentType() {
        return contentType;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    public InputStream stream() throws IOException {
        if (temporary != null) {
            return Files.newInputStream(temporary);
        }
        return new ByteArrayInputStream(memory == null ? new byte[0] : memory);
    }

    /** Keeps the file beyond the request. The caller chooses the path, not the client. */
    public void saveTo(Path path) throws IOException {
        if (temporary != null) {
            Files.copy(temporary, path, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.write(path, memory == null ? new byte[0] : memory);
        }
    }

    /** Where its bytes lie while they are not in memory; for those who must have a file. */
    public @Nullable Path temporaryPath() {
        return temporary;
    }

    @Override
    public String toString() {
        return name;
    }
}
