package dev.tule.mtv.test;

import dev.tule.mtv.Json;
import dev.tule.mtv.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test's request was answered.
 *
 * @param response as the project made it
 * @param content the whole content
 * @param redirects the addresses that were followed on the way here, oldest first
 */
public record ClientResponse(
        Response response,
        @SuppressWarnings("ArrayRecordComponent") byte[] content,
        List<String> redirects) {

    static ClientResponse of(Response response, List<String> redirects) {
        try {
            return new ClientResponse(response, read(response.content()), List.copyOf(redirects));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Response.Content content) throws IOException {
        return switch (content) {
            case Response.Content.Bytes(byte[] bytes) -> bytes;
            case Response.Content.Stream(var length, var writer) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                writer.writeTo(out);
                yield out.toByteArray();
            }
            case Response.Content.FileRange(var path, long offset, long length) -> {
                ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
                try (FileChannel channel = FileChannel.open(path)) {
                    int count = 0;
                    while (bytes.hasRemaining() && count >= 0) {
                        count = channel.read(bytes, offset + bytes.position());
                    }
                }
                yield bytes.array();
            }
        };
    }

    public int status() {
        return response.status();
    }

    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return response.header(name);
    }

    /** The content as {@link Json#read} gives it. */
    public @Nullable Object json() {
        return Json.read(text());
    }

    /** The template that made the page; empty where none did. */
    public String template() {
        return response.rendered().map(Response.Rendered::template).orElse("");
    }

    /** What the template was given; empty where none made the page. */
    public Map<String, @Nullable Object> context() {
        Optional<Response.Rendered> rendered = response.rendered();
        return rendered.isPresent() ? rendered.get().context() : Map.of();
    }
}
