package dev.tule.http;

import com.google.errorprone.annotations.concurrent.LazyInit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. Begins and ends on the connection's event loop; the handler and the
 * writing of its response run on a virtual thread in between. An exchange is over when the response
 * has gone out and the request's content has come in.
 *
 * <p>Fields are confined to the event loop unless they say otherwise.
 */
final class Exchange {
    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final Pattern UPGRADE =
            Pattern.compile("(^|,)\\s*upgrade\\s*(,|$)", Pattern.CASE_INSENSITIVE);

    private final Listener listener;
    private final HttpConnection connection;
    private final HttpServerRequest request;
    private final boolean expectsContinue;
    private final boolean upgradeAsked;

    /** Set before the handler's thread starts; null where the content was buffered. */
    private @Nullable StreamedBody streamed;

    /** Set on the handler's thread. */
    private volatile boolean continueSent;

    private volatile @Nullable IOException broken;
    private volatile @Nullable ResponseStream stream;

    @LazyInit private RequestTarget target;
    private boolean buffering;
    private boolean admitted;
    private boolean contentIn;
    private boolean responseOut;

    Exchange(Listener listener, HttpConnection connection, HttpServerRequest request) {
        this.listener = listener;
        this.connection = connection;
        this.request = request;
        this.upgradeAsked = asksForUpgrade(request);
        this.expectsContinue = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    /** Takes the request in; on the event loop. */
    void begin() {
        Optional<RequestTarget> parsed = RequestTarget.parse(request.uri());
        if (request.method().name().equals("CONNECT")) {
            refuse(501);
        } else if (parsed.isEmpty() || !hasOneHost()) {
            refuse(400);
        } else if (connection.draining()) {
            refuse(503);
        } else {
            target = parsed.get();
            WebSocket.Endpoint endpoint = listener.config().webSockets().get(target.rawPath());
            if (endpoint != null && ServerHandshake.isWanted(request.headers())) {
                upgrade(endpoint);
            } else {
                takeContent();
            }
        }
    }

    /** HTTP/1.1 demands one Host (RFC 9112 section 3.2); more than one is an attack or an error. */
    private boolean hasOneHost() {
        int hosts = request.headers().getAll("Host").size();
        return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
    }

    private void upgrade(WebSocket.Endpoint endpoint) {
        Headers handshake = headersOf(request.headers());
        switch (ServerHandshake.answer(
                request, handshake, endpoint, listener.config().webSocketOptions())) {
            case ServerHandshake.Refused(int status, Headers headers) -> {
                contentIn = !hasContent();
                send(new Response.Bytes(status, headers, BufferedBody.NOTHING), true);
            }
            case ServerHandshake.Accepted accepted -> {
                connection.takenOver();
                accepted.open(
                        endpoint, connection, listener.config().webSocketOptions(), handshake);
            }
        }
    }

    private void takeContent() {
        OptionalLong length = declaredLength();
        boolean chunked = request.headers().contains("Transfer-Encoding");
        if (!hasContent()) {
            contentIn = true;
            dispatch(new BufferedBody(BufferedBody.NOTHING));
        } else if (!chunked
                && !expectsContinue
                && length.getAsLong() <= listener.limits().bufferedBodyBytes()) {
            buffer((int) length.getAsLong());
        } else {
            request.pause();
            StreamedBody body =
                    new StreamedBody(request, length, this::sendContinue, this::contentEnded);
            streamed = body;
            dispatch(body);
        }
    }

    private boolean hasContent() {
        return request.headers().contains("Transfer-Encoding") || declaredLength().orElse(0) != 0;
    }

    private OptionalLong declaredLength() {
        String length = request.getHeader("Content-Length");
        // Vert.x has refused a length that is no number, and several that differ.
        return length == null || request.headers().contains("Transfer-Encoding")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(length.strip()));
    }

    private void buffer(int length) {
        byte[] content = new byte[length];
        int[] filled = {0};
        buffering = true;
        request.handler(
                piece -> {
                    piece.getBytes(0, piece.length(), content, filled[0]);
                    filled[0] += piece.length();
                });
        request.endHandler(
                end -> {
                    buffering = false;
                    contentIn = true;
                    dispatch(new BufferedBody(content));
                });
    }

    private void sendContinue() {
        if (expectsContinue) {
            continueSent = true;
            request.response().writeContinue();
        }
    }

    private void dispatch(Body body) {
        if (!listener.admit()) {
            send(
                    new Response.Bytes(
                            503,
                            Headers.of("Retry-After", RETRY_AFTER_SECONDS),
                            BufferedBody.NOTHING),
                    false);
            return;
        }
        admitted = true;
        Request asked = asked(body);
        listener.threads().newThread(() -> serve(asked)).start();
    }

    private Request asked(Body body) {
        String host = request.getHeader("Host");
        boolean absolute = !target.authority().isEmpty();
        return new Request(
                request.method().name(),
                absolute ? target.scheme() : listener.config().isSecure() ? "https" : "http",
                absolute ? target.authority() : host == null ? "" : host,
                target.rawPath(),
                target.rawQuery(),
                headersOf(request.headers()),
                body,
                connection.remote(),
                Pipelines.tls(connection.channel()));
    }

    static Headers headersOf(MultiMap fields) {
        Headers.Builder headers = Headers.builder();
        for (Map.Entry<String, String> field : fields) {
            headers.add(field.getKey(), field.getValue());
        }
        return headers.build();
    }

    /** Runs the handler and writes its response; on the request's virtual thread. */
    private void serve(Request asked) {
        Response response;
        try {
            Handler handler = listener.config().handler();
            response =
                    ScopedValue.where(Waiting.ANSWERING, listener)
                            .call(() -> handler.handle(asked));
        } catch (Body.BodyTooLarge tooLarge) {
            response = Response.empty(413);
        } catch (Throwable failure) {
            response = Response.empty(500);
            logFailure(asked, failure);
        }
        try (Response over = response) {
            if (broken == null && over instanceof Response.Upgrade upgrade && upgradeAsked) {
                upgrade(upgrade);
            } else if (broken == null) {
                send(over, false);
            } else {
                cut();
            }
        } catch (RuntimeException failure) {
            logFailure(asked, failure);
            cut();
        }
    }

    private void logFailure(Request asked, Throwable failure) {
        if (broken != null && failure instanceof IOException) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> asked.method() + " " + asked.rawPath() + ": " + failure.getMessage());
        } else {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the handler failed on " + asked.method() + " " + asked.rawPath(),
                    failure);
        }
    }

    /** Answers without a handler; on the event loop. */
    private void refuse(int status) {
        contentIn = !hasContent();
        send(Response.empty(status), true);
    }

    /** Whether the connection may become another protocol's with the response. */
    boolean asksForUpgrade() {
        return upgradeAsked;
    }

    private static boolean asksForUpgrade(HttpServerRequest request) {
        MultiMap fields = request.headers();
        return fields.contains("Upgrade")
                && request.method().name().equals("GET")
                && request.version() == HttpVersion.HTTP_1_1
                && !fields.contains("Content-Length")
                && !fields.contains("Transfer-Encoding")
                && fields.getAll("Connection").stream()
                        .anyMatch(value -> UPGRADE.matcher(value).find());
    }

    /** Answers 101 and lets the handler speak; on the handler's thread. */
    private void upgrade(Response.Upgrade upgrade) {
        CompletableFuture<UpgradedStreams> taken = new CompletableFuture<>();
        try {
            connection.channel().eventLoop().execute(() -> takeOver(upgrade.headers(), taken));
            UpgradedStreams streams = taken.join();
            try (OutputStream to = streams.output()) {
                upgrade.talk().speak(streams.input(), to);
            }
        } catch (IOException | CompletionException | RejectedExecutionException ended) {
            LOG.log(System.Logger.Level.DEBUG, "an upgraded connection ended early", ended);
            onLoop(() -> Pipelines.reset(connection.channel()));
        }
    }

    private void takeOver(Headers headers, CompletableFuture<UpgradedStreams> taken) {
        if (broken != null || connection.draining()) {
            leave();
            taken.completeExceptionally(StreamedBody.cutShort());
            return;
        }
        responseOut = true;
        leave();
        taken.complete(connection.upgraded(headers));
    }

    private void send(Response response, boolean close) {
        boolean last = close || mustClose();
        ResponseWriter writer =
                new ResponseWriter(request, connection.channel().alloc(), response, last);
        if (response instanceof Response.Stream) {
            ResponseStream out = writer.stream();
            stream = out;
            IOException cause = broken;
            if (cause != null) {
                out.fail(cause);
            }
        }
        writer.write(success -> onLoop(() -> written(success, writer.lastOnConnection())));
    }

    /**
     * Whether the connection can't be used again: the client may or may not send the content it
     * asked about with {@code Expect}, or sends more than is worth reading.
     */
    private boolean mustClose() {
        StreamedBody body = streamed;
        if (connection.draining()) {
            return true;
        }
        if (body == null || body.ended()) {
            return false;
        }
        if (expectsContinue && !continueSent) {
            return true;
        }
        OptionalLong missing = body.missingBytes();
        return missing.isEmpty() || missing.getAsLong() > listener.limits().drainBytes();
    }

    private void onLoop(Runnable task) {
        if (connection.channel().eventLoop().inEventLoop()) {
            task.run();
            return;
        }
        try {
            connection.channel().eventLoop().execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "a request outlived its network");
        }
    }

    private void written(boolean success, boolean close) {
        if (responseOut) {
            return;
        }
        responseOut = true;
        leave();
        if (!success) {
            Pipelines.reset(connection.channel());
        } else if (close && contentIn) {
            connection.part();
        } else if (close) {
            connection.linger();
        } else {
            StreamedBody body = streamed;
            if (body != null && !body.ended()) {
                body.discard();
            }
            endIfOver();
        }
    }

    private void cut() {
        onLoop(() -> written(false, true));
    }

    private void contentEnded() {
        contentIn = true;
        endIfOver();
    }

    private void endIfOver() {
        if (contentIn && responseOut) {
            connection.ended(this);
        }
    }

    private void leave() {
        if (admitted) {
            admitted = false;
            listener.leave();
        }
    }

    /** Whether this exchange waits for the client to send. */
    boolean awaitsContent() {
        StreamedBody body = streamed;
        return buffering || (body != null && body.awaitsContent());
    }

    /** The client has ended its side: what it has not sent will not come. */
    void inputEnded() {
        if (buffering) {
            Pipelines.reset(connection.channel());
        }
        StreamedBody body = streamed;
        if (body != null) {
            body.fail(StreamedBody.cutShort());
        }
    }

    /** The connection is gone: the handler's reads and writes end with an IOException. */
    void disconnected() {
        IOException cause = StreamedBody.cutShort();
        broken = cause;
        StreamedBody body = streamed;
        if (body != null) {
            body.fail(cause);
        }
        ResponseStream out = stream;
        if (out != null) {
            out.fail(cause);
        }
        buffering = false;
        // The handler may still be at work, and its place is taken until it ends: see written.
    }
}
