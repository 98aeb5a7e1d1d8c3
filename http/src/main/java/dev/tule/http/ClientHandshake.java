package dev.tule.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the opening handshake (RFC 6455 section 4.1): sends the request, judges the
 * answer and gives its place in the pipeline to a {@link WebSocketConnection}. Confined to the
 * event loop.
 */
final class ClientHandshake extends ChannelInboundHandlerAdapter {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 16;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final URI uri;
    private final List<String> subprotocols;
    private final Headers headers;
    private final WebSocketOptions options;
    private final Supervisor supervisor;
    private final Function<WebSocket, WebSocket.Receiver> receiver;
    private final CompletableFuture<WebSocket> opened;
    private final String key;

    ClientHandshake(
            URI uri,
            List<String> subprotocols,
            Headers headers,
            WebSocketOptions options,
            Supervisor supervisor,
            Function<WebSocket, WebSocket.Receiver> receiver,
            CompletableFuture<WebSocket> opened) {
        this.uri = uri;
        this.subprotocols = List.copyOf(subprotocols);
        this.headers = headers;
        this.options = options;
        this.supervisor = supervisor;
        this.receiver = receiver;
        this.opened = opened;
        byte[] nonce = new byte[KEY_BYTES];
        RANDOM.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** What stands before this handler. */
    static ChannelHandler decoder() {
        return new HttpResponseDecoder();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Channel channel = context.channel();
        var _ =
                opened.whenComplete(
                        (socket, failure) -> {
                            if (failure != null) {
                                // Too late, or refused: whoever asked has gone.
                                channel.eventLoop().execute(() -> Pipelines.reset(channel));
                            }
                        });
        var _ =
                context.writeAndFlush(
                        Unpooled.copiedBuffer(request(), StandardCharsets.ISO_8859_1));
    }

    private String request() {
        StringBuilder request = new StringBuilder("GET ");
        String path = uri.getRawPath();
        request.append(path == null || path.isEmpty() ? "/" : path);
        if (uri.getRawQuery() != null) {
            request.append('?').append(uri.getRawQuery());
        }
        request.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
        if (uri.getPort() >= 0) {
            request.append(':').append(uri.getPort());
        }
        request.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        request.append("Sec-WebSocket-Key: ").append(key).append("\r\n");
        request.append("Sec-WebSocket-Version: 13\r\n");
        if (!subprotocols.isEmpty()) {
            request.append("Sec-WebSocket-Protocol: ")
                    .append(String.join(", ", subprotocols))
                    .append("\r\n");
        }
        if (options.compression()) {
            request.append("Sec-WebSocket-Extensions: ")
                    .append(WebSocketCodecs.offer(options))
                    .append("\r\n");
        }
        for (Headers.Field field : headers.fields()) {
            if ((field.name() + field.value()).chars().anyMatch(c -> c == '\r' || c == '\n')) {
                throw new IllegalArgumentException("a line break in header " + field.name());
            }
            request.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                answered(context, response);
            }
        } catch (IOException refused) {
            opened.completeExceptionally(refused);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answered(ChannelHandlerContext context, HttpResponse response) throws IOException {
        HttpHeaders answer = response.headers();
        if (response.decoderResult().isFailure()) {
            throw new IOException("the server's answer is no HTTP");
        }
        if (response.status().code() != SWITCHING_PROTOCOLS) {
            throw new IOException("the server refused the WebSocket: " + response.status());
        }
        if (!answer.containsValue("Upgrade", "websocket", true)
                || !answer.containsValue("Connection", "upgrade", true)
                || !ServerHandshake.accept(key).equals(answer.get("Sec-WebSocket-Accept"))) {
            throw new IOException("the server's answer is no WebSocket handshake");
        }
        String subprotocol = answer.get("Sec-WebSocket-Protocol", "");
        if (!subprotocol.isEmpty() && !subprotocols.contains(subprotocol)) {
            throw new IOException("the server chose a subprotocol that was not offered");
        }
        open(context, subprotocol, extension(answer), headersOf(answer));
    }

    private @Nullable WebSocketExtension extension(HttpHeaders answer) throws IOException {
        List<String> extensions = answer.getAll("Sec-WebSocket-Extensions");
        if (extensions.isEmpty()) {
            return null;
        }
        WebSocketExtension agreed =
                options.compression() ? WebSocketCodecs.agree(extensions, options) : null;
        if (agreed == null) {
            throw new IOException("the server chose an extension that was not offered");
        }
        return agreed;
    }

    private static Headers headersOf(HttpHeaders fields) {
        Headers.Builder headers = Headers.builder();
        for (Map.Entry<String, String> field : fields) {
            headers.add(field.getKey(), field.getValue());
        }
        return headers.build();
    }

    private void open(
            ChannelHandlerContext context,
            String subprotocol,
            @Nullable WebSocketExtension extension,
            Headers handshake) {
        Channel channel = context.channel();
        WebSocketConnection socket =
                new WebSocketConnection(
                        channel,
                        supervisor,
                        options,
                        subprotocol,
                        handshake,
                        Headers.none(),
                        false);
        for (ChannelHandler handler : WebSocketCodecs.client(options, extension, socket)) {
            channel.pipeline().addLast(handler);
        }
        socket.open(receiver);
        opened.complete(socket);
        channel.pipeline().remove(this);
        // On its way out it hands on what the server sent right behind its answer.
        channel.pipeline().remove(HttpResponseDecoder.class);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        opened.completeExceptionally(new IOException("the server ended the connection"));
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        opened.completeExceptionally(cause);
    }
}
