package dev.tule.bench;

import dev.tule.wamp.Payload;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.WampClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The load that routers get: one thing at a time, or many.
 *
 * @param seconds how long many things are done; one at a time takes half as long
 */
record WampLoad(int seconds) {
    /** Both kinds of arguments: without the latter fox-wamp sends null, which isn't WAMP. */
    static final Payload READING = Payload.of(List.of("reading", 21.5), Map.of("unit", "C"));

    static final String ECHO = "bench.echo";

    interface Step {
        void run() throws InterruptedException;
    }

    /** Serves calls with what they bring. */
    static void serve(WampClient callee) {
        callee.register(ECHO, call -> call.payload());
    }

    static void call(WampClient client) {
        client.call(ECHO, READING, CallOptions.defaults());
    }

    /** Microseconds from begin to end of a step, one after the other. */
    void percentiles(String name, Figures figures, int round, Step step)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds) / 2;
        long[] nanos = new long[1_000_000];
        int count = 0;
        while (System.nanoTime() < end && count < nanos.length) {
            long begin = System.nanoTime();
            step.run();
            nanos[count++] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos, 0, count);
        figures.set(round, name + " p50, us", nanos[count / 2] / 1e3);
        figures.set(round, name + " p99, us", nanos[(int) (count * 0.99)] / 1e3);
    }

    /** Calls answered a second, each client with so many at a time. */
    double calls(List<WampClient> clients, int threads) {
        LongAdder answered = new LongAdder();
        return rate(
                clients.stream()
                        .<Runnable>map(
                                client ->
                                        () -> {
                                            call(client);
                                            answered.increment();
                                        })
                        .toList(),
                threads,
                answered);
    }

    /** What was counted a second while so many threads did each of these, again and again. */
    double rate(List<Runnable> works, int threads, LongAdder count) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Runnable work : works) {
                for (int i = 0; i < threads; i++) {
                    executor.execute(
                            () -> {
                                while (System.nanoTime() < end) {
                                    work.run();
                                }
                            });
                }
            }
        }
        return count.sum() / ((System.nanoTime() - begin) / 1e9);
    }
}
