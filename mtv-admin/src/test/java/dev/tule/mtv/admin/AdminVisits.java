package dev.tule.mtv.admin;

import dev.tule.mtv.admin.farm.Sensor;
import dev.tule.mtv.test.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The site with its superuser and staff, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdminVisits {
    static final String SENSORS = "/admin/farm/sensor/";

    AdminFixture site;
    Client root;

    @BeforeAll
    final void open() {
        site = new AdminFixture();
        root = site.client(site.root());
    }

    @AfterAll
    final void close() {
        site.close();
    }

    @BeforeEach
    final void empty() {
        site.empty();
    }

    final Client staff(String... permissions) {
        return site.client(site.staff("ann", permissions));
    }

    final Sensor stored(Sensor sensor) {
        return site.call(() -> Sensor.objects.get("pk", sensor.id));
    }

    static String[] form(Sensor sensor, String... more) {
        String[] fields = {
            "name", "Changed",
            "serial", sensor.serial,
            "kind", "HUMIDITY",
            "active", "on",
            "place", String.valueOf(sensor.place.pk()),
            "reading_sensor-TOTAL_FORMS", "0"
        };
        String[] all = java.util.Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }
}
