package dev.tule.mtv;

import dev.tule.http.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a view answers. Immutable: middleware adds to it by making another with {@link #with}.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/request-response/#httpresponse-objects">Django:
 *     HttpResponse</a>
 */
public final class Response {
    private static final Set<String> REDIRECT_SCHEMES = Set.of("http", "https", "ftp");

    private final int status;
    private final List<Headers.Field> headers;
    private final Map<String, Cookie> cookies;
    private final Content content;
    private final @Nullable Rendered rendered;

    /** What a response carries. */
    public sealed interface Content {
        /** Bytes at hand; never changed. */
        record Bytes(@SuppressWarnings("ArrayRecordComponent") byte[] bytes) implements Content {}

        /** A range of a file, sent by the kernel where it can. */
        record FileRange(Path path, long offsetBytes, long lengthBytes) implements Content {}

        /**
         * Written piece by piece, on the request's thread.
         *
         * @param length in bytes; empty where it isn't known
         */
        record Stream(OptionalLong length, dev.tule.http.Response.Writer writer)
                implements Content {}
    }

    /**
     * The template a response was made with, for tests and the debug page.
     *
     * @param template its name
     * @param context what it was given
     */
    public record Rendered(String template, Map<String, @Nullable Object> context) {}

    private Response(
            int status,
            List<Headers.Field> headers,
            Map<String, Cookie> cookies,
            Content content,
            @Nullable Rendered rendered) {
        this.status = status;
        this.headers = headers;
        this.cookies = cookies;
        this.content = content;
        this.rendered = rendered;
    }

    /** A response without headers. */
    public static Response of(int status, Content content) {
        return new Response(status, List.of(), Map.of(), content, null);
    }

    /** Text of any media type, in UTF-8. */
    public static Response of(int status, String contentType, String text) {
        return of(status, new Content.Bytes(text.getBytes(StandardCharsets.UTF_8)))
                .with("Content-Type", contentType);
    }

    /** Without content. */
    public static Response status(int status) {
        return of(status, new Content.Bytes(new byte[0]));
    }

    public static Response html(String page) {
        return of(HttpStatus.OK, "text/html; charset=utf-8", page);
    }

    public static Response text(String text) {
        return of(HttpStatus.OK, "text/plain; charset=utf-8", text);
    }

    /** What {@link Json#write} makes of a value: Django's JsonResponse. */
    public static Response json(@Nullable Object value) {
        return of(HttpStatus.OK, "application/json", Json.write(value));
    }

    /** Written piece by piece: Django's StreamingHttpResponse. */
    public static Response stream(String contentType, dev.tule.http.Response.Writer writer) {
        return of(HttpStatus.OK, new Content.Stream(OptionalLong.empty(), writer))
                .with("Content-Type", contentType);
    }

    /**
     * A redirect (302) to an address. Whoever takes the address from the request checks it with
     * {@link Request#isSafeUrl} first.
     *
     * @throws SuspiciousOperation where the address has another scheme than http, https or ftp
     */
    public static Response redirect(String url) {
        return redirect(url, HttpStatus.FOUND);
    }

    /** As {@link #redirect(String)}, with 301, 303, 307 or 308. */
    public static Response redirect(String url, int status) {
        if (!HttpStatus.isRedirect(status)) {
            throw new IllegalArgumentException(status + " is no redirect");
        }
        String location = Percent.encodeExcept(url, "/:?#[]@!$&'()*+,;=%");
        try {
            String scheme = new URI(location).getScheme();
            if (scheme != null && !REDIRECT_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
                throw new SuspiciousOperation("a redirect to the scheme " + scheme);
            }
        } catch (URISyntaxException e) {
            throw new SuspiciousOperation("a redirect to what is no URL");
        }
        return status(status).with("Location", location);
    }

    public int status() {
        return status;
    }

    public Content content() {
        return content;
    }

    /** The template it was made with, where it was. */
    public Optional<Rendered> rendered() {
        return Optional.ofNullable(rendered);
    }

    public Map<String, Cookie> cookies() {
        return cookies;
    }

    /** The header fields, but for cookies. */
    public List<Headers.Field> headers() {
        return headers;
    }

    /** The first header field of that name. */
    public Optional<String> header(String name) {
        for (Headers.Field field : headers) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** The media type without parameters, in lower case; empty where there is none. */
    public String mediaType() {
        String type = header("Content-Type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    public boolean isStreaming() {
        return !(content instanceof Content.Bytes);
    }

    /**
     * The same with a header field set, in place of others of that name.
     *
     * @throws IllegalArgumentException where name or value would break out of the field: Django's
     *     BadHeaderError
     */
    public Response with(String name, String value) {
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)
                || name.isEmpty()
                || name.chars().anyMatch(c -> c <= ' ' || c == ':' || c >= 127)) {
            throw new IllegalArgumentException("header fields can't hold line breaks: " + name);
        }
        List<Headers.Field> all = new ArrayList<>(headers.size() + 1);
        for (Headers.Field field : headers) {
            if (!field.name().equalsIgnoreCase(name)) {
                all.add(field);
            }
        }
        all.add(new Headers.Field(name, value));
        return new Response(status, all, cookies, content, rendered);
    }

    /** As {@link #with}, unless the response has such a field. */
    public Response withDefault(String name, String value) {
        return header(name).isPresent() ? this : with(name, value);
    }

    public Response without(String name) {
        List<Headers.Field> rest =
                headers.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList();
        return new Response(status, rest, cookies, content, rendered);
    }

    public Response withStatus(int newStatus) {
        return new Response(newStatus, headers, cookies, content, rendered);
    }

    public Response withContent(Content newContent) {
        return new Response(status, headers, cookies, newContent, rendered);
    }

    public Response withCookie(Cookie cookie) {
        Map<String, Cookie> all = new LinkedHashMap<>(cookies);
        all.put(cookie.name(), cookie);
        return new Response(status, headers, all, content, rendered);
    }

    /** The same, telling which template made it. */
    public Response withRendered(Rendered newRendered) {
        return new Response(status, headers, cookies, content, newRendered);
    }

    /** Adds names to {@code Vary}: caches keep an answer for each of their values. */
    public Response vary(String... names) {
        Set<String> all = new LinkedHashSet<>();
        header("Vary").ifPresent(v -> all.addAll(List.of(v.split(", ", -1))));
        for (String name : names) {
            if (all.stream().noneMatch(name::equalsIgnoreCase)) {
                all.add(name);
            }
        }
        return with("Vary", String.join(", ", all));
    }

    /** As the server sends it. */
    dev.tule.http.Response toHttp(Runnable afterwards) {
        Headers.Builder fields = Headers.builder();
        headers.forEach(field -> fields.add(field.name(), field.value()));
        cookies.values().forEach(cookie -> fields.add("Set-Cookie", cookie.header()));
        return switch (content) {
            case Content.Bytes(byte[] bytes) -> {
                afterwards.run();
                yield new dev.tule.http.Response.Bytes(status, fields.build(), bytes);
            }
            case Content.FileRange(Path path, long offset, long length) -> {
                afterwards.run();
                yield new dev.tule.http.Response.File(status, fields.build(), path, offset, length);
            }
            case Content.Stream(OptionalLong length, var writer) ->
                    new dev.tule.http.Response.Stream(
                            status,
                            fields.build(),
                            length,
                            out -> {
                                try {
                                    writer.writeTo(out);
                                } finally {
                                    afterwards.run();
                                }
                            });
        };
    }

    @Override
    public String toString() {
        return "Response[" + status + " " + mediaType() + "]";
    }
}
