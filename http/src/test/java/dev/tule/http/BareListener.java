package dev.tule.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/**
 * A listener and nothing else, to measure start, memory and requests a second: answers {@code GET
 * /health}, and sends back what is posted anywhere else. Takes the port; runs until it is killed.
 */
final class BareListener {
    private BareListener() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Handler handler =
                request ->
                        request.rawPath().equals("/health")
                                ? Response.empty(200)
                                : new Response.Bytes(
                                        200, Headers.none(), request.body().readAll(1 << 20));
        HttpServer server =
                HttpServer.start(
                        ListenerConfig.of(handler)
                                .at("127.0.0.1", Integer.parseInt(arguments[0]))
                                .withWebSocket("/ws", WebSocketTest.ECHO));
        System.out.println(
                "listening on "
                        + server.port()
                        + " after "
                        + ManagementFactory.getRuntimeMXBean().getUptime()
                        + " ms");
        new CountDownLatch(1).await();
    }
}
