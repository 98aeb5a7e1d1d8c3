package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.engines.ServerName;
import dev.tule.engines.memory.MemoryEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;

/** What comes of it when an instance holds as much as it has storage. */
class StorageTest {
    private static final long GIB = 1L << 30;

    @TempDir private Path directory;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        Instant now = Instant.parse("2026-11-18T20:00:00Z");
        engines = new MemoryEngines(() -> now);
        house = new House(directory, engines, () -> now);
        rds = house.client();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private void hold(long bytes) {
        String server = house.describe("orders").dbiResourceId().toLowerCase(Locale.ROOT);
        engines.hold(new ServerName(server), bytes);
    }

    private List<Event> events(String category) {
        return rds.describeEvents(
                        r ->
                                r.sourceIdentifier("orders")
                                        .sourceType("db-instance")
                                        .eventCategories(category))
                .events();
    }

    @Test
    void aFullInstanceSaysSoAndIsEnlarged() {
        rds.createDBInstance(InstancesTest.postgres("orders").allocatedStorage(20).build());
        house.awaitAvailable("orders");
        hold(20 * GIB);
        house.awaitStatus("orders", "storage-full");
        assertThat(events("low storage"))
                .singleElement()
                .extracting(Event::message)
                .asString()
                .startsWith("Allocated storage has been exhausted");

        rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("orders").allocatedStorage(40).applyImmediately(true));
        DBInstance larger = house.awaitAvailable("orders");
        assertThat(larger.allocatedStorage()).isEqualTo(40);
    }

    @Test
    void anInstanceIsAvailableAgainWhenThereIsRoom() {
        rds.createDBInstance(InstancesTest.postgres("orders").allocatedStorage(20).build());
        house.awaitAvailable("orders");
        hold(21 * GIB);
        house.awaitStatus("orders", "storage-full");
        hold(GIB);
        house.awaitAvailable("orders");
        assertThat(events("notification"))
                .extracting(Event::message)
                .contains("There is room in the allocated storage again.");
    }

    @Test
    void storageGrowsByItselfAsFarAsItMay() {
        rds.createDBInstance(
                InstancesTest.postgres("orders")
                        .allocatedStorage(20)
                        .maxAllocatedStorage(35)
                        .build());
        house.awaitAvailable("orders");
        hold(19 * GIB);
        house.await("orders", i -> i.allocatedStorage() == 30);
        hold(28 * GIB);
        house.await("orders", i -> i.allocatedStorage() == 35);
        hold(35 * GIB);
        house.awaitStatus("orders", "storage-full");
        assertThat(house.describe("orders").allocatedStorage()).isEqualTo(35);
    }
}
