package dev.tule.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts one response on the wire. Confined to the thread that writes it. */
final class ResponseWriter {
    private static final System.Logger LOG = System.getLogger(ResponseWriter.class.getName());
    private static final CharSequence DATE = AsciiString.cached("Date");
    private static final CharSequence CONTENT_LENGTH = AsciiString.cached("Content-Length");
    private static final CharSequence CONNECTION = AsciiString.cached("Connection");
    private static final CharSequence CLOSE = AsciiString.cached("close");
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpServerResponse out;
    private final ByteBufAllocator allocator;
    private final Response response;
    private final boolean headRequest;
    private final boolean http10;
    private boolean close;
    private @Nullable ResponseStream stream;

    /** Told once, from any thread, whether the whole response has gone out. */
    @FunctionalInterface
    interface Done {
        void written(boolean success);
    }

    ResponseWriter(
            HttpServerRequest request,
            ByteBufAllocator allocator,
            Response response,
            boolean close) {
        this.out = request.response();
        this.allocator = allocator;
        this.response = response;
        this.headRequest = request.method().name().equals("HEAD");
        this.http10 = request.version() == HttpVersion.HTTP_1_0;
        this.close = close;
    }

    /** The stream that content is written to. */
    ResponseStream stream() {
        ResponseStream known = stream;
        if (known == null) {
            known = new ResponseStream(out, allocator, length());
            stream = known;
        }
        return known;
    }

    /** Whether the connection ends after this response. */
    boolean lastOnConnection() {
        return close;
    }

    private OptionalLong length() {
        return switch (response) {
            case Response.Bytes bytes -> OptionalLong.of(bytes.content().length);
            case Response.File file -> OptionalLong.of(file.lengthBytes());
            case Response.Stream streamed -> streamed.length();
            case Response.Upgrade _ -> OptionalLong.of(0);
        };
    }

    private boolean withoutContent() {
        return headRequest
                || response.status() == NO_CONTENT
                || response.status() == NOT_MODIFIED
                || (response.status() < 200 && !(response instanceof Response.Upgrade));
    }

    void write(Done done) {
        try {
            head();
        } catch (IllegalArgumentException badHeader) {
            // Such as a line break in a value, which would let one response pass for two.
            failBeforeHead(badHeader, done);
            return;
        }
        if (withoutContent()) {
            finish(out.end(), done);
            return;
        }
        switch (response) {
            case Response.Bytes bytes ->
                    finish(
                            out.end(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes.content()))),
                            done);
            case Response.File file -> write(file, done);
            case Response.Stream streamed -> write(streamed, done);
            case Response.Upgrade _ ->
                    failBeforeHead(new IllegalStateException("nobody asked for an upgrade"), done);
        }
    }

    private void head() {
        out.setStatusCode(response.status());
        MultiMap fields = out.headers();
        fields.add(DATE, HttpDate.now());
        String declared = null;
        for (Headers.Field field : response.headers().fields()) {
            if (field.name().equalsIgnoreCase("Connection")) {
                close |= field.value().equalsIgnoreCase("close");
            } else if (field.name().equalsIgnoreCase("Content-Length")) {
                declared = field.value();
            } else if (field.name().equalsIgnoreCase("Date")) {
                fields.set(DATE, wire(field.value()));
            } else if (!field.name().equalsIgnoreCase("Transfer-Encoding")) {
                fields.add(field.name(), wire(field.value()));
            }
        }
        OptionalLong length = length();
        if (headRequest || response.status() == NOT_MODIFIED) {
            // What a GET would have been told; the content itself isn't sent.
            if (declared != null) {
                fields.set(CONTENT_LENGTH, declared);
            } else if (length.isPresent() && (headRequest || length.getAsLong() > 0)) {
                fields.set(CONTENT_LENGTH, Long.toString(length.getAsLong()));
            }
        } else if (length.isPresent() && !withoutContent()) {
            fields.set(CONTENT_LENGTH, Long.toString(length.getAsLong()));
        } else if (http10) {
            // Without length and chunks, the end of the connection is the end of the content.
            close = true;
        }
        if (close) {
            fields.set(CONNECTION, CLOSE);
        }
    }

    /**
     * A value as the bytes that go out: a character up to U+00FF is that byte, as it is for request
     * headers; a value with a character beyond is sent as UTF-8.
     */
    static CharSequence wire(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xFF) {
                return new AsciiString(value.getBytes(StandardCharsets.UTF_8), false);
            }
        }
        return value;
    }

    private static void finish(Future<Void> end, Done done) {
        end.onComplete(result -> done.written(result.succeeded()));
    }

    private void write(Response.File file, Done done) {
        if (file.lengthBytes() == 0) {
            finish(out.end(), done);
            return;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        } catch (IOException e) {
            failBeforeHead(e, done);
            return;
        }
        try {
            if (channel.size() < file.offsetBytes() + file.lengthBytes()) {
                throw new IOException(file.path() + " is shorter than the range to be sent");
            }
        } catch (IOException e) {
            close(channel);
            failBeforeHead(e, done);
            return;
        }
        out.sendFile(channel, file.offsetBytes(), file.lengthBytes())
                .onComplete(
                        result -> {
                            close(channel);
                            done.written(result.succeeded());
                        });
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a file that was sent did not close", e);
        }
    }

    /** Nothing has gone out yet: the client gets a proper 500. */
    private void failBeforeHead(Exception cause, Done done) {
        LOG.log(System.Logger.Level.ERROR, "a response could not be sent", cause);
        out.headers().clear();
        out.headers().set(DATE, HttpDate.now());
        if (close) {
            out.headers().set(CONNECTION, CLOSE);
        }
        out.setStatusCode(500);
        finish(out.end(), done);
    }

    private void write(Response.Stream streamed, Done done) {
        ResponseStream content = stream();
        ByteBuf rest;
        try {
            streamed.writer().writeTo(content);
            rest = content.end();
        } catch (Throwable failure) {
            content.discard();
            // What has gone out can't be taken back: the client must see that it isn't whole.
            if (content.isBroken()) {
                LOG.log(System.Logger.Level.DEBUG, () -> "a client went away during a response");
            } else {
                LOG.log(System.Logger.Level.ERROR, "the writer of a response failed", failure);
            }
            done.written(false);
            return;
        }
        out.end(BufferInternal.buffer(rest))
                .onComplete(
                        result -> {
                            rest.release();
                            done.written(result.succeeded());
                        });
    }
}
