package dev.tule.mtv.storage;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.upload.UploadedFile;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where files are kept. A name is a path with slashes, below the storage's own root. Safe for use
 * by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/files/storage/">Django: Storage</a>
 */
public interface Storage {

    /**
     * Keeps a file; nothing that is there is replaced.
     *
     * @param name what it should be called
     * @return what it is called: another name where that one is taken
     * @throws dev.tule.mtv.SuspiciousOperation where the name leads out of the storage
     */
    String save(String name, InputStream content) throws IOException;

    /**
     * Keeps an uploaded file under its own name, as far as that has harmless characters.
     *
     * @param folder where, with a slash at its end, or empty: {@code photos/}
     * @return what it is called
     */
    default String save(String folder, UploadedFile file) throws IOException {
        try (InputStream content = file.stream()) {
            return save(folder + FileNames.valid(file.name()), content);
        }
    }

    /**
     * A file's content.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    InputStream open(String name) throws IOException;

    boolean exists(String name);

    /** Deletes a file; none is as good as one. */
    void delete(String name) throws IOException;

    /** The address that a file is served at. */
    String url(String name);

    /**
     * Answers with a file.
     *
     * @throws dev.tule.mtv.Http404 where there is none
     */
    Response serve(Request request, String name);
}
