package dev.tule.wamp.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Json;
import dev.tule.wamp.client.SubscribeOptions;
import dev.tule.wamp.client.Subscription;
import dev.tule.wamp.client.TopicEvent;
import dev.tule.wamp.client.WampClient;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of one subscription to a web server, one after the other in their order: as
 * {@code {"topic", "publication", "args", "kwargs"}} by POST. An answer of the class 2xx is taken
 * for delivery; no answer, 408, 429 and 5xx are tried again; what else is answered is final. An
 * event can arrive twice, where the answer to its first arrival was lost: the publication tells.
 *
 * <p>With a secret, the header {@code X-Tule-Signature} holds {@code sha256=} and, in hexadecimal,
 * HMAC-SHA256 over {@code X-Tule-Timestamp}, a full stop and the body.
 *
 * <p>Events that wait are lost with the process. Safe for use by many threads.
 */
public final class Webhook implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Webhook.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final WebhookConfig config;
    private final InstantSource clock;
    private final HttpClient http;
    private final ArrayBlockingQueue<byte[]> waiting;
    private final Thread sender;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    @GuardedBy("this")
    private @Nullable Subscription subscription;

    /**
     * What became of the events so far.
     *
     * @param delivered taken by the target
     * @param failed given up after the last attempt, or refused by the target
     * @param dropped not even tried, since too many waited
     */
    public record Counters(long delivered, long failed, long dropped) {}

    /** Waits for events: {@link #listen} says whose. */
    public Webhook(WebhookConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(config.timeout())
                        .build();
        this.waiting = new ArrayBlockingQueue<>(config.queue());
        this.sender = Thread.ofVirtual().name("webhook").start(this::run);
    }

    /**
     * Subscribes, and sends what arrives from now on. Where it had subscribed before, that ends
     * when the new subscription stands, so that no event falls between the two; one that comes just
     * then may be sent twice.
     *
     * @param client whose subscription it is; the caller closes it after this
     * @throws dev.tule.wamp.client.WampException where it may not subscribe; what it had stays
     */
    public synchronized void listen(WampClient client) {
        Subscription before = subscription;
        subscription =
                client.subscribe(
                        config.topic(), SubscribeOptions.match(config.match()), this::take);
        if (before != null) {
            before.close();
        }
    }

    public Counters counters() {
        return new Counters(delivered.sum(), failed.sum(), dropped.sum());
    }

    private void take(TopicEvent event) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("topic", event.topic().value());
        body.put("publication", event.publication().value());
        body.put("args", event.payload().arguments());
        body.put("kwargs", event.payload().argumentsKw());
        if (!waiting.offer(Json.write(body))) {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deliver(waiting.take());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(byte[] body) throws InterruptedException {
        Duration pause = config.firstPause();
        for (int attempt = 1; ; attempt++) {
            Outcome outcome = post(body);
            if (outcome == Outcome.DELIVERED) {
                delivered.increment();
                return;
            }
            if (outcome == Outcome.REFUSED || attempt == config.attempts()) {
                failed.increment();
                LOG.log(Level.WARNING, "{0}: an event was not taken ({1})", config, outcome);
                return;
            }
            Thread.sleep(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private enum Outcome {
        DELIVERED,
        REFUSED,
        UNREACHABLE
    }

    private Outcome post(byte[] body) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(config.target())
                        .timeout(config.timeout())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String secret = config.secret();
        if (secret != null) {
            String timestamp = clock.instant().toString();
            request.header("X-Tule-Timestamp", timestamp)
                    .header("X-Tule-Signature", "sha256=" + signature(secret, timestamp, body));
        }
        try {
            int status =
                    http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return Outcome.DELIVERED;
            }
            boolean passing = status / 100 == 5 || status == 408 || status == 429;
            return passing ? Outcome.UNREACHABLE : Outcome.REFUSED;
        } catch (IOException e) {
            return Outcome.UNREACHABLE;
        }
    }

    static String signature(String secret, String timestamp, byte[] body) {
        Mac mac = RequestGuard.hmac(secret);
        mac.update((timestamp + ".").getBytes(UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    /** Sends nothing more; what waits is dropped. */
    @Override
    public synchronized void close() {
        if (subscription != null) {
            subscription.close();
        }
        sender.interrupt();
        http.shutdownNow();
    }
}
