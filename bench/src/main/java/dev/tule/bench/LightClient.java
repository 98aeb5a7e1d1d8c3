package dev.tule.bench;

import dev.tule.http.Headers;
import dev.tule.http.WebSocket;
import dev.tule.http.WebSocketClient;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Event;
import dev.tule.wamp.Hello;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Uri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A session over WebSocket that costs next to nothing here: thousands of them leave the machine to
 * the router. It counts events unread.
 */
final class LightClient implements WebSocket.Receiver {
    private static final Map<String, ?> ROLES =
            Map.of("subscriber", Map.of(), "publisher", Map.of(), "caller", Map.of());

    private final Serializer serializer;
    private final LongAdder events;
    private final WebSocket socket;
    private final CompletableFuture<Message> welcomed = new CompletableFuture<>();
    private final CompletableFuture<Message> subscribed = new CompletableFuture<>();
    private volatile boolean counting;

    private LightClient(WebSocket socket, Serializer serializer, LongAdder events) {
        this.socket = socket;
        this.serializer = serializer;
        this.events = events;
    }

    /** Opens a session on realm1. */
    static LightClient join(
            WebSocketClient sockets, Server server, Serializer serializer, LongAdder events)
            throws Exception {
        CompletableFuture<LightClient> made = new CompletableFuture<>();
        WebSocket _ =
                sockets.connect(
                        server.webSocket(),
                        List.of(serializer.subprotocol()),
                        Headers.none(),
                        socket -> {
                            LightClient client = new LightClient(socket, serializer, events);
                            made.complete(client);
                            return client;
                        });
        LightClient client = made.join();
        client.send(new Hello(Uri.of("realm1"), Dict.of("roles", ROLES)));
        client.welcomed.get(30, TimeUnit.SECONDS);
        return client;
    }

    /** Subscribes; from then on whatever comes counts as an event. */
    void subscribe(String topic) throws Exception {
        send(new Subscribe(new RequestId(1), Dict.EMPTY, Uri.of(topic)));
        subscribed.get(30, TimeUnit.SECONDS);
    }

    private void send(Message message) {
        byte[] bytes = serializer.encode(message);
        if (serializer == Serializer.JSON) {
            socket.sendText(bytes);
        } else {
            socket.sendBinary(bytes);
        }
    }

    void close() {
        socket.abort();
    }

    @Override
    public void text(ByteBuffer utf8) {
        binary(utf8);
    }

    @Override
    public void binary(ByteBuffer message) {
        if (counting) {
            events.increment();
            return;
        }
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        try {
            Message read = serializer.decode(bytes, Limits.DEFAULT);
            if (welcomed.complete(read)) {
                return;
            }
            if (read instanceof Event) {
                events.increment();
            } else if (subscribed.complete(read)) {
                counting = true;
            }
        } catch (MalformedMessage e) {
            closed();
        }
    }

    @Override
    public void closed() {
        IOException over = new IOException("the router closed the connection");
        welcomed.completeExceptionally(over);
        subscribed.completeExceptionally(over);
    }
}
