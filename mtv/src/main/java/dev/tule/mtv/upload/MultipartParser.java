package dev.tule.mtv.upload;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.RequestDataTooBig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Reads {@code multipart/form-data} (RFC 7578) once, from first byte to last, in memory that does
 * not grow with the files. One parser reads one form; not thread-safe.
 */
public final class MultipartParser {
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_BOUNDARY = 200;

    private final UploadLimits limits;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, List<UploadedFile>> files = new LinkedHashMap<>();
    private int fieldCount;
    private int fileCount;
    private int fieldBytes;

    public MultipartParser(UploadLimits limits) {
        this.limits = limits;
    }

    /**
     * What a form brought.
     *
     * @param fields all that are not files
     * @param files by field
     */
    public record Parts(QueryDict fields, Map<String, List<UploadedFile>> files)
            implements AutoCloseable {

        /** Removes the files' bytes from disk. */
        @Override
        public void close() {
            files.values().forEach(all -> all.forEach(MultipartParser::delete));
        }
    }

    /**
     * Reads a form.
     *
     * @param contentType the value of the header, with its boundary
     * @throws BadRequest where it is malformed or ends early
     * @throws RequestDataTooBig where it passes a limit
     * @throws IOException when the connection or the disk fails
     */
    public Parts parse(String contentType, InputStream content) throws IOException {
        PartReader in = new PartReader(content, boundary(contentType), limits.maxRequestBytes());
        try {
            in.copyTo(OutputStream.nullOutputStream());
            while (in.nextPart()) {
                part(in);
            }
            return new Parts(QueryDict.of(fields), files);
        } catch (IOException | RuntimeException e) {
            files.values().forEach(all -> all.forEach(MultipartParser::delete));
            throw e;
        }
    }

    private static String boundary(String contentType) {
        String boundary = HeaderParameters.parse(contentType).get("boundary");
        if (boundary == null
                || boundary.isEmpty()
                || boundary.length() > MAX_BOUNDARY
                || boundary.chars().anyMatch(c -> c < ' ' || c > 126)) {
            throw new BadRequest("a multipart form without a proper boundary");
        }
        return boundary;
    }

    private void part(PartReader in) throws IOException {
        Map<String, String> headers = headers(in);
        Map<String, String> disposition =
                HeaderParameters.parse(headers.getOrDefault("content-disposition", ""));
        String name = disposition.get("name");
        if (name == null || !"form-data".equals(disposition.get(""))) {
            throw new BadRequest("a part of the form has no name");
        }
        String fileName = disposition.get("filename");
        if (fileName == null) {
            field(name, in);
        } else {
            file(name, fileName, headers, in);
        }
    }

    private static Map<String, String> headers(PartReader in) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        int bytes = 0;
        while (true) {
            String line = in.line(MAX_HEADER_BYTES);
            bytes += line.length() + 2;
            if (bytes > MAX_HEADER_BYTES) {
                throw new RequestDataTooBig("a part's header is longer than 8 KiB");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new BadRequest("a part's header has no colon");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    private void field(String name, PartReader in) throws IOException {
        if (++fieldCount > limits.maxFields()) {
            throw new RequestDataTooBig("more than " + limits.maxFields() + " fields");
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        in.copyTo(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        fieldBytes += length;
                        if (fieldBytes > limits.maxMemoryBytes()) {
                            throw new RequestDataTooBig("the form's fields are too long");
                        }
                        value.write(bytes, offset, length);
                    }
                });
        fields.computeIfAbsent(name, k -> new ArrayList<>(1))
                .add(value.toString(StandardCharsets.UTF_8));
    }

    private void file(String field, String fileName, Map<String, String> headers, PartReader in)
            throws IOException {
        String name = baseName(fileName);
        if (name.isEmpty()) {
            // A file field that was left empty.
            in.copyTo(OutputStream.nullOutputStream());
            return;
        }
        if (++fileCount > limits.maxFiles()) {
            throw new RequestDataTooBig("more than " + limits.maxFiles() + " files");
        }
        String type = headers.getOrDefault("content-type", "application/octet-stream");
        SpillingOutput out = new SpillingOutput(limits.maxFileMemoryBytes(), limits.directory());
        try (out) {
            in.copyTo(out);
        } catch (IOException | RuntimeException e) {
            out.discard();
            throw e;
        }
        files.computeIfAbsent(field, k -> new ArrayList<>(1)).add(out.file(name, type));
    }

    /**
     * The last part of whatever path the client sent, without characters that file systems mind.
     */
    static String baseName(String fileName) {
        int slash = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
        StringBuilder name = new StringBuilder();
        fileName.substring(slash + 1)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && "<>:\"|?*".indexOf(c) < 0)
                .limit(255)
                .forEach(name::appendCodePoint);
        String text = name.toString().strip();
        return text.equals(".") || text.equals("..") ? "" : text;
    }

    private static void delete(UploadedFile file) {
        Path path = file.temporaryPath();
        if (path != null) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                System.getLogger(MultipartParser.class.getName())
                        .log(System.Logger.Level.WARNING, "a temporary file stays", e);
            }
        }
    }

    /** Bytes in memory up to a limit, then all of them in a file. */
    private static final class SpillingOutput extends OutputStream {
        private final int limit;
        private final Path directory;
        private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private OutputStream target = memory;
        private @org.jspecify.annotations.Nullable Path path;
        private long size;

        SpillingOutput(int limit, Path directory) {
            this.limit = limit;
            this.directory = directory;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            size += length;
            if (size > limit && path == null) {
                // createTempFile makes it readable by its owner alone.
                path = Files.createTempFile(directory, "upload-", ".tmp");
                target = Files.newOutputStream(path);
                memory.writeTo(target);
                memory.reset();
            }
            target.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        void discard() {
            delete(file("", ""));
        }

        UploadedFile file(String name, String type) {
            return path == null
                    ? new UploadedFile(name, type, size, memory.toByteArray(), null)
                    : new UploadedFile(name, type, size, null, Objects.requireNonNull(path));
        }
    }
}
