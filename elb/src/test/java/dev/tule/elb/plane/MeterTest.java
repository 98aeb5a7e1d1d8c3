package dev.tule.elb.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final int THREADS = 3;
    private static final int EACH = 50_000;

    private final Meter meter = new Meter();

    @Test
    void aReadingSumsUpWhatCameSinceTheLast() {
        Map<String, String> balancer = Map.of("LoadBalancer", "app/web/1");
        meter.add("TargetResponseTime", "Seconds", balancer, 0.5);
        meter.add("TargetResponseTime", "Seconds", balancer, 0.25);

        assertThat(meter.take())
                .containsExactly(
                        new MetricSink.Reading(
                                "TargetResponseTime", "Seconds", balancer, 0.75, 2, 0.25, 0.5));
        assertThat(meter.take()).isEmpty();
    }

    @Test
    void nothingIsLostThatIsCountedWhileItIsRead() throws InterruptedException {
        CountDownLatch counting = new CountDownLatch(THREADS);
        List<Thread> threads =
                IntStream.range(0, THREADS)
                        .mapToObj(_ -> Thread.ofPlatform().start(() -> count(counting)))
                        .toList();
        double seen = 0;
        while (counting.getCount() > 0) {
            seen += counted();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen + counted()).isEqualTo((double) THREADS * EACH);
    }

    private void count(CountDownLatch counting) {
        for (int i = 0; i < EACH; i++) {
            meter.count("RequestCount", Map.of());
        }
        counting.countDown();
    }

    private double counted() {
        return meter.take().stream().mapToDouble(MetricSink.Reading::sum).sum();
    }
}
