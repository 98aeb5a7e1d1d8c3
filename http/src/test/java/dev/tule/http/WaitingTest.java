package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that only wait. */
class WaitingTest {
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch over = new CountDownLatch(1);

    private Response answer(Request request) throws InterruptedException {
        if (request.rawPath().equals("/wait")) {
            try (Waiting _ = Waiting.begin()) {
                begun.release();
                over.await();
            }
        }
        return HttpServerTest.text(request.rawPath());
    }

    @Test
    void takeNoPlaceAmongThoseInFlight() throws Exception {
        ListenerConfig config =
                ListenerConfig.of(this::answer)
                        .withLimits(Limits.defaults().withMaxRequestsInFlight(1));
        try (HttpServer server = HttpServer.start(config);
                HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(send(client, server, "/wait"));
                assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(server.listeners().getFirst().requestsInFlight()).isZero();
            assertThat(send(client, server, "/quick").get(10, TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);

            over.countDown();
            for (CompletableFuture<HttpResponse<String>> answer : waiting) {
                assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("/wait");
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(
            HttpClient client, HttpServer server, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
