package registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tule.mtv.auth.User;
import dev.tule.mtv.auth.test.Logins;
import dev.tule.mtv.models.test.TestProject;
import dev.tule.mtv.test.Client;
import farm.Settings;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegistryTest {
    @Test
    void readingsAreShownAndExported() {
        try (TestProject test = TestProject.of(new Settings())) {
            test.run(
                    () -> {
                        Sensor barn = Sensor.objects.create("name", "barn");
                        Instant at = Instant.parse("2026-03-01T06:00:00Z");
                        Reading.objects.create("sensor", barn, "at", at, "value", -1.5);
                    });
            Client visitor = test.client();

            assertTrue(visitor.get("/").text().contains("barn"));
            assertTrue(visitor.get("/1/").text().contains("2026-03-01 06:00: -1.5"));
            assertEquals(
                    "sensor,at,value\nbarn,2026-03-01 06:00,-1.5\n",
                    visitor.get("/1/readings.csv").text());
            assertEquals(404, visitor.get("/2/").status());
        }
    }

    @Test
    void onlyUsersAddSensors() {
        try (TestProject test = TestProject.of(new Settings())) {
            Client client = test.client();
            assertEquals(302, client.post("/new/", "name", "gate").status());

            test.run(
                    () ->
                            Logins.forceLogin(
                                    client, User.createSuperuser("ann", null, "long enough")));
            client.post("/new/", "name", "gate", "kind", "HUMIDITY");

            test.run(() -> assertEquals("gate", Sensor.objects.get().name));
            assertTrue(client.get("/admin/registry/sensor/").text().contains("gate"));
        }
    }
}
