package dev.tule.wamp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AlarmsTest {
    private final BlockingQueue<String> rung = new LinkedBlockingQueue<>();
    private final Alarms alarms = new Alarms(Runnable::run);

    @AfterEach
    void close() {
        alarms.close();
    }

    @Test
    void anAlarmRingsWhenItIsDueAndNotBefore() throws InterruptedException {
        long begin = System.nanoTime();
        set(30, "due");
        assertThat(rung.take()).isEqualTo("due");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void theEarlierRingsFirstWhicheverWasSetFirst() throws InterruptedException {
        set(60_000, "in a minute");
        set(60, "third");
        set(20, "first");
        set(40, "second");
        assertThat(rung.take()).isEqualTo("first");
        assertThat(rung.take()).isEqualTo("second");
        assertThat(rung.take()).isEqualTo("third");
        assertThat(rung).isEmpty();
    }

    @Test
    void oneThatWasDroppedIsSilent() throws InterruptedException {
        Alarms.Alarm dropped = set(20, "dropped");
        set(40, "kept");
        dropped.drop();
        assertThat(rung.take()).isEqualTo("kept");
        assertThat(rung).isEmpty();
    }

    @Test
    void twoAtTheSameTimeBothRing() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            set(10, "one of many");
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(rung.take()).isEqualTo("one of many");
        }
    }

    @Test
    void anActionThatNobodyTakesHarmsNoOther() throws InterruptedException {
        try (Alarms refusing =
                new Alarms(
                        action -> {
                            action.run();
                            throw new RejectedExecutionException("closed");
                        })) {
            refusing.set(Duration.ofMillis(5), () -> rung.add("refused"));
            refusing.set(Duration.ofMillis(10), () -> rung.add("the next"));
            assertThat(rung.take()).isEqualTo("refused");
            assertThat(rung.take()).isEqualTo("the next");
        }
    }

    @Test
    void onceClosedNothingRings() throws InterruptedException {
        set(20, "too late");
        alarms.close();
        assertThat(rung.poll(60, TimeUnit.MILLISECONDS)).isNull();
    }

    private Alarms.Alarm set(int millis, String name) {
        return alarms.set(Duration.ofMillis(millis), () -> rung.add(name));
    }
}
