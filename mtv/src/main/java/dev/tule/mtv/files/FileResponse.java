package dev.tule.mtv.files;

import dev.tule.mtv.Http404;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.MediaTypes;
import dev.tule.mtv.Percent;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of this machine as a response: one range (RFC 9110 section 14), conditional requests.
 * Requests for several ranges get the whole file, as the section allows.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/request-response/#fileresponse-objects">Django:
 *     FileResponse</a>
 */
public final class FileResponse {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    private FileResponse() {}

    /** A range of bytes; its end is not in it. */
    private record Range(long start, long end) {}

    /**
     * The file, its part, or what the conditions ask for instead.
     *
     * @param name tells the media type
     * @throws Http404 where it isn't there or is no plain file
     */
    public static Response of(Request request, Path path, String name) {
        BasicFileAttributes file;
        try {
            file = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new Http404("no such file");
        }
        if (!file.isRegularFile()) {
            throw new Http404("no plain file");
        }
        Instant modified = file.lastModifiedTime().toInstant();
        String etag = "\"%x-%x\"".formatted(modified.toEpochMilli(), file.size());
        Response head =
                Response.of(HttpStatus.OK, new Response.Content.FileRange(path, 0, file.size()))
                        .with("Content-Type", MediaTypes.of(name))
                        .with("ETag", etag)
                        .with("Last-Modified", HttpDates.format(modified))
                        .with("Accept-Ranges", "bytes");
        Optional<Integer> instead = Conditions.check(request, etag, modified);
        if (instead.isPresent()) {
            return instead.get() == HttpStatus.NOT_MODIFIED
                    ? Conditions.notModified(head)
                    : Response.status(instead.get());
        }
        return request.isGet() && rangeIsFresh(request, etag, modified)
                ? ranged(request, head, path, file.size())
                : head;
    }

    /** The file to be kept by the browser under a name: Django's {@code as_attachment}. */
    public static Response attachment(Request request, Path path, String name) {
        return of(request, path, name).with("Content-Disposition", disposition(name));
    }

    /** {@code attachment} with a file name in any script (RFC 6266, RFC 8187). */
    public static String disposition(String name) {
        boolean plain =
                name.chars()
                        .allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '%');
        return plain
                ? "attachment; filename=\"" + name + "\""
                : "attachment; filename*=UTF-8''" + Percent.encode(name);
    }

    private static boolean rangeIsFresh(Request request, String etag, Instant modified) {
        Optional<String> ifRange = request.header("If-Range");
        return ifRange.isEmpty()
                || ifRange.get().equals(etag)
                || ifRange.get().equals(HttpDates.format(modified));
    }

    private static Response ranged(Request request, Response head, Path path, long size) {
        Matcher asked = RANGE.matcher(request.header("Range").orElse(""));
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return head;
        }
        Optional<Range> range = range(asked.group(1), asked.group(2), size);
        if (range.isEmpty()) {
            return Response.status(HttpStatus.RANGE_NOT_SATISFIABLE)
                    .with("Content-Range", "bytes */" + size);
        }
        long start = range.get().start;
        long end = range.get().end;
        return head.withStatus(HttpStatus.PARTIAL_CONTENT)
                .withContent(new Response.Content.FileRange(path, start, end - start))
                .with("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, size));
    }

    private static Optional<Range> range(String first, String last, long size) {
        if (first.isEmpty()) {
            long length = Math.min(Long.parseLong(last), size);
            return length == 0 ? Optional.empty() : Optional.of(new Range(size - length, size));
        }
        long start = Long.parseLong(first);
        long end = last.isEmpty() ? size : Math.min(Long.parseLong(last) + 1, size);
        return start < end ? Optional.of(new Range(start, end)) : Optional.empty();
    }
}
