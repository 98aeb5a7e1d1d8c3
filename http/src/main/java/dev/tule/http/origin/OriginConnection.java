package dev.tule.http.origin;

import dev.tule.http.Headers;
import dev.tule.http.origin.OriginException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an origin server, and the exchange on it. Netty's codec stands in a channel
 * that is only memory; bytes go between it and the wire. Confined to the thread of the exchange,
 * but for {@link #endIfLate} and {@link #cut}.
 */
final class OriginConnection {
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int SWITCHING = 101;

    private final Origin origin;
    private final Wire wire;
    private final EmbeddedChannel codec;
    private final byte[] received = new byte[PIECE_BYTES];
    private final Content content = new Content();

    private volatile long deadlineNanos = Long.MAX_VALUE;
    private volatile boolean late;
    private volatile long freeSinceNanos;

    private boolean heard;
    private boolean keepAlive;
    private boolean wholeRead;
    private boolean over;
    private OptionalLong contentLength = OptionalLong.empty();
    private @Nullable ByteBuf piece;

    OriginConnection(Origin origin, Wire wire) {
        this.origin = origin;
        this.wire = wire;
        HttpDecoderConfig limits =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(origin.config().maxHeadBytes())
                        .setMaxHeaderSize(origin.config().maxHeadBytes())
                        // Nobody but us reads this server's words, and some end lines with LF alone
                        // (RFC 9112 section 2.2 lets a recipient take that).
                        .setStrictLineParsing(false);
        this.codec = new EmbeddedChannel(new HttpClientCodec(limits, false, false));
        codec.config().setAllocator(new UnpooledByteBufAllocator(false, true));
    }

    long freeSinceNanos() {
        return freeSinceNanos;
    }

    /** Whether anything of a response has come. */
    boolean heard() {
        return heard;
    }

    OptionalLong contentLength() {
        return contentLength;
    }

    InputStream content() {
        return content;
    }

    /** Sends a request, and returns when the response's head is there. */
    OriginResponse exchange(OriginRequest request) throws OriginException {
        heard = false;
        wholeRead = false;
        over = false;
        moved();
        origin.client().add(this);
        try {
            send(request);
            return head();
        } catch (OriginException e) {
            end();
            throw e;
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    // ---- The request.

    private void send(OriginRequest request) throws OriginException {
        DefaultHttpRequest head =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.valueOf(request.method()),
                        request.target(),
                        fields(request));
        try {
            if (request.withoutContent()) {
                write(head, LastHttpContent.EMPTY_LAST_CONTENT);
                return;
            }
            write(head);
            byte[] bytes = new byte[PIECE_BYTES];
            int count = read(request.content(), bytes);
            while (count >= 0) {
                write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes, 0, count)));
                count = read(request.content(), bytes);
            }
            write(LastHttpContent.EMPTY_LAST_CONTENT);
        } catch (WireEnded ended) {
            // A server may answer before it has read all, and close: the answer may be there.
            if (request.withoutContent()) {
                throw broken(ended);
            }
        }
    }

    private static DefaultHttpHeaders fields(OriginRequest request) {
        DefaultHttpHeaders fields = new DefaultHttpHeaders();
        boolean upgrade = false;
        for (Headers.Field field : request.headers().fields()) {
            fields.add(field.name(), field.value());
            upgrade |= field.name().equalsIgnoreCase("Upgrade");
        }
        if (upgrade) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        }
        if (request.length().isEmpty()) {
            fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (request.length().getAsLong() > 0 || !request.idempotent()) {
            fields.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(request.length().getAsLong()));
        }
        return fields;
    }

    private int read(InputStream from, byte[] into) throws OriginException {
        try {
            // The client may be slow; that is not the server's fault, and has a limit of its own.
            deadlineNanos = Long.MAX_VALUE;
            return from.read(into);
        } catch (IOException e) {
            throw new OriginException(Kind.REQUEST_CUT, String.valueOf(e.getMessage()), e);
        } finally {
            moved();
        }
    }

    private void write(Object... messages) throws WireEnded {
        codec.writeOutbound(messages);
        try {
            OutputStream out = wire.output();
            ByteBuf bytes = codec.readOutbound();
            ByteBuf next = codec.readOutbound();
            if (next == null && bytes != null) {
                writeTo(out, bytes);
                return;
            }
            ByteBuf all = Unpooled.buffer();
            while (bytes != null) {
                all.writeBytes(bytes);
                bytes.release();
                bytes = next;
                next = codec.readOutbound();
            }
            writeTo(out, all);
        } catch (IOException e) {
            throw new WireEnded(e);
        }
    }

    private void writeTo(OutputStream out, ByteBuf bytes) throws IOException {
        try {
            bytes.readBytes(out, bytes.readableBytes());
            moved();
        } finally {
            bytes.release();
        }
    }

    private static final class WireEnded extends IOException {
        private static final long serialVersionUID = 1;

        WireEnded(IOException cause) {
            super(cause);
        }
    }

    // ---- The response.

    private OriginResponse head() throws OriginException {
        while (true) {
            HttpObject object = next();
            if (!(object instanceof HttpResponse response)) {
                throw broken(new EOFException("the connection ended before a response came"));
            }
            if (response.decoderResult().isFailure()) {
                throw malformed(response.decoderResult().cause());
            }
            int status = response.status().code();
            if (status >= 200 || status == SWITCHING) {
                Headers.Builder headers = Headers.builder();
                for (Map.Entry<String, String> field : response.headers()) {
                    headers.add(field.getKey(), field.getValue());
                }
                keepAlive = HttpUtil.isKeepAlive(response) && status != SWITCHING;
                contentLength = length(response);
                return new OriginResponse(status, headers.build(), this);
            }
            // Interim: 100 and 103 say nothing that the client has not been told.
            ReferenceCountUtil.release(next());
        }
    }

    private static OptionalLong length(HttpResponse response) {
        long length = HttpUtil.getContentLength(response, -1L);
        return length < 0 || HttpUtil.isTransferEncodingChunked(response)
                ? OptionalLong.empty()
                : OptionalLong.of(length);
    }

    /** The next thing of a response; null where the connection has ended. */
    private @Nullable HttpObject next() throws OriginException {
        while (true) {
            Object object = codec.readInbound();
            if (object instanceof HttpObject found) {
                return found;
            }
            if (object != null) {
                ReferenceCountUtil.release(object);
            } else if (!receive()) {
                keepAlive =
                        false; // Whatever the head said: the connection's end was the content's.
                codec.finish();
                return codec.readInbound() instanceof HttpObject last ? last : null;
            }
        }
    }

    /** Takes what has come from the wire; false at its end. */
    private boolean receive() throws OriginException {
        try {
            int count = wire.input().read(received);
            if (count < 0) {
                return false;
            }
            heard = true;
            moved();
            codec.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOf(received, count)));
            return true;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private OriginException broken(IOException cause) {
        if (late) {
            return new OriginException(Kind.TIMED_OUT, "nothing moved for too long", cause);
        }
        return new OriginException(
                Kind.BROKEN, "the connection broke: " + cause.getMessage(), cause);
    }

    private static OriginException malformed(Throwable cause) {
        return new OriginException(Kind.MALFORMED, "no HTTP: " + cause.getMessage(), cause);
    }

    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, into.length);
            if (length == 0) {
                return 0;
            }
            ByteBuf now = piece();
            if (now == null) {
                return -1;
            }
            int count = Math.min(length, now.readableBytes());
            now.readBytes(into, from, count);
            return count;
        }

        @Override
        public int available() {
            ByteBuf now = piece;
            return now == null ? 0 : now.readableBytes();
        }
    }

    /** What is to be read next of the content; null at its end. */
    private @Nullable ByteBuf piece() throws OriginException {
        ByteBuf now = piece;
        while (now == null || !now.isReadable()) {
            dropPiece();
            if (wholeRead) {
                return null;
            }
            if (!(next() instanceof HttpContent came)) {
                throw broken(new EOFException("the connection ended within the content"));
            }
            if (came.decoderResult().isFailure()) {
                throw malformed(came.decoderResult().cause());
            }
            wholeRead = came instanceof LastHttpContent;
            now = came.content();
            piece = now;
        }
        return now;
    }

    private void dropPiece() {
        ByteBuf now = piece;
        piece = null;
        if (now != null) {
            now.release();
        }
    }

    // ---- The end.

    /** The exchange is over: the connection is kept if it can be. */
    void done() {
        if (over) {
            return;
        }
        over = true;
        deadlineNanos = Long.MAX_VALUE;
        origin.client().remove(this);
        if (!wholeRead) {
            finishIfReceived();
        }
        dropPiece();
        // What nobody has asked for must not be taken for the answer to the next request.
        boolean quiet = codec.inboundMessages().isEmpty();
        if (keepAlive && wholeRead && quiet && !late) {
            freeSinceNanos = System.nanoTime();
            origin.keep(this);
        } else {
            close();
        }
    }

    /** A response without content is whole with its head, though nobody read it. */
    private void finishIfReceived() {
        Object rest = codec.readInbound();
        if (rest instanceof LastHttpContent last) {
            wholeRead = !last.content().isReadable();
            last.release();
        } else if (rest instanceof HttpContent unread) {
            unread.release();
        }
    }

    private void end() {
        over = true;
        origin.client().remove(this);
        dropPiece();
        close();
    }

    /** Hands the wire over after an upgrade, with what came behind the head. */
    Wire takeWire() {
        over = true;
        deadlineNanos = Long.MAX_VALUE;
        origin.client().remove(this);
        ByteBuf behind = Unpooled.buffer();
        Object rest = codec.readInbound();
        while (rest != null) {
            if (rest instanceof ByteBuf bytes) {
                behind.writeBytes(bytes);
                bytes.release();
            }
            rest = codec.readInbound();
        }
        codec.finishAndReleaseAll();
        byte[] first = new byte[behind.readableBytes()];
        behind.readBytes(first);
        return first.length == 0 ? wire : new ContinuedWire(wire, first);
    }

    private void moved() {
        deadlineNanos = System.nanoTime() + origin.config().idleTimeout().toNanos();
    }

    /** Ends the exchange if nothing has moved for too long; on the watch's thread. */
    void endIfLate(long nowNanos) {
        long deadline = deadlineNanos;
        if (deadline != Long.MAX_VALUE && nowNanos - deadline > 0) {
            late = true;
            cut();
        }
    }

    /** Ends the connection; the exchange's thread finds it so, and closes. */
    void cut() {
        wire.close();
    }

    /** Ends the connection, and lets go of what has come over it. */
    void close() {
        codec.finishAndReleaseAll();
        cut();
    }
}
