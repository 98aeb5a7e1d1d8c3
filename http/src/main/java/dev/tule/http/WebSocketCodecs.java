package dev.tule.http;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Netty handlers of a WebSocket, and permessage-deflate (RFC 7692). */
final class WebSocketCodecs {
    private static final int COMPRESSION_LEVEL = 6;
    private static final int PREFERRED_WINDOW_BITS = 15;

    private WebSocketCodecs() {}

    static ChannelHandler[] server(
            WebSocketOptions options,
            @Nullable WebSocketExtension extension,
            WebSocketConnection socket) {
        return handlers(options, extension, socket, true);
    }

    static ChannelHandler[] client(
            WebSocketOptions options,
            @Nullable WebSocketExtension extension,
            WebSocketConnection socket) {
        return handlers(options, extension, socket, false);
    }

    private static ChannelHandler[] handlers(
            WebSocketOptions options,
            @Nullable WebSocketExtension extension,
            WebSocketConnection socket,
            boolean server) {
        WebSocketDecoderConfig config =
                WebSocketDecoderConfig.newBuilder()
                        // A client masks what it sends, a server does not (RFC 6455 section 5.1).
                        .expectMaskedFrames(server)
                        .allowMaskMismatch(false)
                        .allowExtensions(extension != null)
                        .maxFramePayloadLength(options.maxFrameBytes())
                        .closeOnProtocolViolation(false)
                        .withUTF8Validator(false)
                        .build();
        List<ChannelHandler> handlers = new ArrayList<>();
        handlers.add(new WebSocket13FrameDecoder(config));
        handlers.add(new WebSocket13FrameEncoder(!server));
        if (extension != null) {
            handlers.add(extension.newExtensionDecoder());
            handlers.add(extension.newExtensionEncoder());
        }
        handlers.add(new Utf8FrameValidator(false));
        handlers.add(socket);
        return handlers.toArray(ChannelHandler[]::new);
    }

    /** The first offer that can be met; null where there is none. */
    static @Nullable WebSocketServerExtension negotiate(
            List<String> offers, WebSocketOptions options) {
        if (offers.isEmpty()) {
            return null;
        }
        PerMessageDeflateServerExtensionHandshaker deflate =
                new PerMessageDeflateServerExtensionHandshaker(
                        COMPRESSION_LEVEL,
                        ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                        PREFERRED_WINDOW_BITS,
                        true,
                        true,
                        options.maxMessageBytes());
        for (WebSocketExtensionData offer : parse(offers)) {
            WebSocketServerExtension extension = deflate.handshakeExtension(offer);
            if (extension != null) {
                return extension;
            }
        }
        return null;
    }

    /** The offers or answers of a header; none where it can't be understood. */
    private static List<WebSocketExtensionData> parse(List<String> header) {
        try {
            return WebSocketExtensionUtil.extractExtensions(String.join(",", header));
        } catch (IndexOutOfBoundsException | IllegalArgumentException notUnderstood) {
            // Netty's parser trips over empty parameters; extensions are never a must.
            return List.of();
        }
    }

    /** What a client offers. */
    static String offer(WebSocketOptions options) {
        return header(clientSide(options).newRequestData());
    }

    /** What a client uses after the server's answer; null where the answer can't be met. */
    static @Nullable WebSocketExtension agree(List<String> answer, WebSocketOptions options) {
        List<WebSocketExtensionData> agreed = parse(answer);
        return agreed.size() == 1
                ? clientSide(options).handshakeExtension(agreed.getFirst())
                : null;
    }

    private static PerMessageDeflateClientExtensionHandshaker clientSide(WebSocketOptions options) {
        return new PerMessageDeflateClientExtensionHandshaker(
                COMPRESSION_LEVEL,
                ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                PREFERRED_WINDOW_BITS,
                true,
                false,
                options.maxMessageBytes());
    }

    static String responseHeader(WebSocketServerExtension extension) {
        return header(extension.newReponseData());
    }

    private static String header(WebSocketExtensionData data) {
        StringBuilder header = new StringBuilder(data.name());
        for (Map.Entry<String, @Nullable String> parameter : data.parameters().entrySet()) {
            header.append("; ").append(parameter.getKey());
            if (parameter.getValue() != null) {
                header.append('=').append(parameter.getValue());
            }
        }
        return header.toString();
    }
}
