package dev.tule.server.metrics;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Listener;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.wamp.bridge.Webhook;
import dev.tule.wamp.router.metrics.RealmCounters;
import dev.tule.wamp.router.metrics.RouterCounters;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Answers {@code GET /metrics} with what the server counts. Programs on the same machine are
 * answered; others are not, since the names of realms are nobody's business. Safe for use by many
 * threads.
 */
public final class MetricsPage implements Handler {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Readings> readings;

    /**
     * What there is to tell of, at one moment.
     *
     * @param router what the WAMP router has counted
     * @param realms what was counted on each realm
     * @param listeners those that are open, by their names
     * @param webhooks what became of their events, by realm and name
     */
    public record Readings(
            RouterCounters router,
            Map<String, RealmCounters> realms,
            Map<String, Listener> listeners,
            Map<String, Webhook.Counters> webhooks) {}

    public MetricsPage(Supplier<Readings> readings) {
        this.readings = readings;
    }

    @Override
    public Response handle(Request request) {
        if (!request.remote().getAddress().isLoopbackAddress()) {
            return Response.empty(403);
        }
        if (!request.method().equals("GET")) {
            return new Response.Bytes(405, Headers.of("Allow", "GET"), new byte[0]);
        }
        Exposition out = new Exposition();
        Readings now = readings.get();
        wamp(out, now);
        webhooks(out, now.webhooks);
        http(out, now.listeners);
        jvm(out);
        return new Response.Bytes(200, Headers.of("Content-Type", TYPE), out.toBytes());
    }

    private static void wamp(Exposition out, Readings readings) {
        RouterCounters now = readings.router;
        out.gauge("tule_wamp_connections", "WAMP connections open.", now.connections());
        out.gauges(
                "tule_wamp_sessions",
                "WAMP sessions open.",
                "realm",
                of(readings.realms, RealmCounters::sessions));
        out.counters(
                "tule_wamp_calls_total",
                "Calls begun.",
                "realm",
                of(readings.realms, RealmCounters::calls));
        out.counters(
                "tule_wamp_publications_total",
                "Publications accepted.",
                "realm",
                of(readings.realms, RealmCounters::publications));
        out.counter(
                "tule_wamp_messages_received_total",
                "WAMP messages from clients.",
                now.messagesReceived());
        out.counter(
                "tule_wamp_messages_sent_total", "WAMP messages to clients.", now.messagesSent());
        out.counter(
                "tule_wamp_events_dropped_total",
                "Events that waited too long for a slow client, or were too long for it.",
                now.eventsDropped());
        out.counter(
                "tule_wamp_slow_consumers_total",
                "Clients disconnected because they read too slowly.",
                now.slowConsumers());
        out.counter(
                "tule_wamp_publisher_pauses_total",
                "How often a publisher was held for a subscriber that reads too slowly.",
                now.pauses());
        out.counter(
                "tule_wamp_events_not_kept_total",
                "Events that a history or retention missed, because the disk was behind.",
                now.eventsNotKept());
        out.counter(
                "tule_wamp_violations_total",
                "Sessions ended because the client broke the protocol.",
                now.violations());
    }

    private static void webhooks(Exposition out, Map<String, Webhook.Counters> hooks) {
        out.counters(
                "tule_webhook_delivered_total",
                "Events that a webhook's target has taken.",
                "webhook",
                of(hooks, Webhook.Counters::delivered));
        out.counters(
                "tule_webhook_failed_total",
                "Events that a webhook's target has refused, or not taken at the last attempt.",
                "webhook",
                of(hooks, Webhook.Counters::failed));
        out.counters(
                "tule_webhook_dropped_total",
                "Events that were not tried, since too many waited.",
                "webhook",
                of(hooks, Webhook.Counters::dropped));
    }

    private static void http(Exposition out, Map<String, Listener> listeners) {
        out.gauges(
                "tule_http_connections",
                "Connections open, of every kind.",
                "listener",
                of(listeners, Listener::connections));
        out.gauges(
                "tule_http_requests_in_flight",
                "HTTP requests being answered.",
                "listener",
                of(listeners, Listener::requestsInFlight));
    }

    private static <T> Map<String, Long> of(Map<String, T> named, ToLongFunction<T> number) {
        Map<String, Long> values = new LinkedHashMap<>();
        named.forEach((name, one) -> values.put(name, number.applyAsLong(one)));
        return values;
    }

    /** As the Java client of Prometheus names them. */
    private static void jvm(Exposition out) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        out.gauges(
                "jvm_memory_used_bytes",
                "Memory in use.",
                "area",
                Map.of(
                        "heap", memory.getHeapMemoryUsage().getUsed(),
                        "nonheap", memory.getNonHeapMemoryUsage().getUsed()));
        out.gauge(
                "jvm_memory_max_bytes",
                "The longest that the heap may grow.",
                memory.getHeapMemoryUsage().getMax());
        out.gauge(
                "jvm_threads_current",
                "Platform threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        for (GarbageCollectorMXBean collector : collectors) {
            seconds.put(collector.getName(), collector.getCollectionTime() / 1e3);
            counts.put(collector.getName(), collector.getCollectionCount());
        }
        out.counters("jvm_gc_seconds_total", "Time spent in collections.", "gc", seconds);
        out.counters("jvm_gc_collections_total", "Collections.", "gc", counts);
        out.gauge(
                "process_start_time_seconds",
                "When the process started, in seconds since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    }
}
