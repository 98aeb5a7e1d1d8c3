package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.engines.memory.MemoryEngines;
import dev.tule.rds.event.EventTarget.Notice;
import dev.tule.rds.event.EventTarget.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/** What becomes of events that somebody has subscribed to. */
class SubscriptionsTest {
    private static final Instant EVENING = Instant.parse("2026-11-18T20:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        engines = new MemoryEngines(() -> EVENING);
        start();
    }

    private void start() throws IOException {
        house = new House(directory, engines, () -> EVENING);
        rds = house.client();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private void subscribe(String name, String topic) {
        rds.createEventSubscription(
                r ->
                        r.subscriptionName(name)
                                .snsTopicArn(topic)
                                .sourceType("db-instance")
                                .eventCategories("creation", "deletion"));
    }

    private String status(String subscription) {
        return rds.describeEventSubscriptions(r -> r.subscriptionName(subscription))
                .eventSubscriptionsList()
                .getFirst()
                .status();
    }

    private List<String> taken() {
        return house.notices().taken.stream()
                .map(Notice::event)
                .map(event -> event.sourceIdentifier() + ": " + event.message())
                .toList();
    }

    private static void await(BooleanSupplier goal) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!goal.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void make(String id) {
        rds.createDBInstance(InstancesTest.postgres(id).build());
        house.awaitAvailable(id);
    }

    @Test
    void whatIsWantedIsDeliveredInOrderAndNothingElse() {
        subscribe("watch", House.Notices.TOPIC);
        subscribe("nowhere", "arn:aws:sns:us-east-1:000000000000:topic");
        assertThat(status("watch")).isEqualTo("active");
        assertThat(status("nowhere")).isEqualTo("topic-not-exist");

        make("orders");
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders"));
        house.awaitAvailable("orders");
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        house.awaitGone("orders");

        await(() -> house.notices().taken.size() == 2);
        assertThat(taken())
                .containsExactly("orders: DB instance created", "orders: DB instance deleted");
        assertThat(house.notices().taken)
                .allSatisfy(notice -> assertThat(notice.subscription()).isEqualTo("watch"));
    }

    @Test
    void whatCantBeDeliveredYetIsDeliveredAfterARestart() throws Exception {
        subscribe("watch", House.Notices.TOPIC);
        house.notices().outcome = Outcome.NOT_YET;
        make("orders");
        house.close();
        start();
        await(() -> !house.notices().taken.isEmpty());
        assertThat(taken()).containsExactly("orders: DB instance created");
    }

    @Test
    void aSubscriptionSaysWhyNothingComes() {
        subscribe("watch", House.Notices.TOPIC);
        house.notices().outcome = Outcome.NO_PERMISSION;
        make("orders");
        await(() -> status("watch").equals("no-permission"));

        house.notices().outcome = Outcome.DELIVERED;
        make("others");
        await(() -> status("watch").equals("active"));
        assertThat(taken()).containsExactly("others: DB instance created");
    }
}
