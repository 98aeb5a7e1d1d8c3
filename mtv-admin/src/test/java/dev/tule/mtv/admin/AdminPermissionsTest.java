package dev.tule.mtv.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.admin.farm.Reading;
import dev.tule.mtv.admin.farm.Sensor;
import dev.tule.mtv.auth.Permission;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.test.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: each page, action, object and inline asks for itself. */
class AdminPermissionsTest extends AdminVisits {

    @ParameterizedTest
    @CsvSource({
        "farm.add_sensor, 403, 200, 403, 403",
        "farm.view_sensor, 200, 403, 200, 403",
        "farm.change_sensor, 200, 403, 200, 403",
        "farm.delete_sensor, 403, 403, 403, 200",
        "farm.view_place, 403, 403, 403, 403"
    })
    void eachPageAsksForItsPermission(
            String permission, int list, int add, int change, int delete) {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        Client ann = staff(permission);
        assertThat(ann.get(SENSORS).status()).as("list").isEqualTo(list);
        assertThat(ann.get(SENSORS + "export/json/").status()).as("export").isEqualTo(list);
        assertThat(ann.get(SENSORS + "add/").status()).as("add").isEqualTo(add);
        assertThat(ann.get(SENSORS + sensor.id + "/change/").status()).isEqualTo(change);
        assertThat(ann.get(SENSORS + sensor.id + "/history/").status()).isEqualTo(change);
        assertThat(ann.get(SENSORS + sensor.id + "/delete/").status()).isEqualTo(delete);
    }

    @Test
    void whoMayOnlyLookChangesNothing() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        Client ann = staff("farm.view_sensor");
        assertThat(ann.get(SENSORS + sensor.id + "/change/").text())
                .contains("Leaf")
                .doesNotContain("name=\"name\"", "name=\"_save\"");
        assertThat(ann.post(SENSORS + sensor.id + "/change/", form(sensor)).status())
                .isEqualTo(403);
        assertThat(ann.post(SENSORS + "add/", form(sensor)).status()).isEqualTo(403);
        assertThat(ann.post(SENSORS + sensor.id + "/delete/").status()).isEqualTo(403);
        assertThat(stored(sensor).name).isEqualTo("Leaf");
    }

    @Test
    void actionsAreForThoseWhoMay() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        Client ann = staff("farm.view_sensor");
        String key = "" + sensor.id;
        assertThat(ann.post(SENSORS, "action", "rest", "_selected", key).status()).isEqualTo(403);
        assertThat(
                        ann.post(
                                        SENSORS,
                                        "action",
                                        "delete_selected",
                                        "_selected",
                                        key,
                                        "_confirmed",
                                        "1")
                                .status())
                .isEqualTo(403);
        assertThat(root.post(SENSORS, "action", "explode", "_selected", key).status())
                .as("an action that isn't there")
                .isEqualTo(400);
        assertThat(stored(sensor).active).isTrue();
    }

    @Test
    void singleObjectsAreKeptFromThoseWhoMayTouchTheOthers() {
        Sensor sealed = site.sensor("Sealed", "AB-0001");
        Sensor open = site.sensor("Open", "AB-0002");
        assertThat(root.get(SENSORS + sealed.id + "/change/").text())
                .doesNotContain("name=\"name\"");
        assertThat(root.post(SENSORS + sealed.id + "/change/", form(sealed)).status())
                .isEqualTo(403);
        assertThat(root.get(SENSORS + sealed.id + "/delete/").status()).isEqualTo(403);
        assertThat(root.post(SENSORS, "action", "rest", "_all", "1").status())
                .as("an action with one of them among the chosen")
                .isEqualTo(403);
        assertThat(stored(open).active).as("all or none").isTrue();
        assertThat(stored(sealed).name).isEqualTo("Sealed");
    }

    @Test
    void deletingNeedsThePermissionForWhatGoesAlong() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        site.reading(sensor, "1.00");
        Client ann = staff("farm.view_sensor", "farm.delete_sensor");
        String page = SENSORS + sensor.id + "/delete/";
        assertThat(ann.get(page).text()).contains("You may not delete these");
        ann.post(page);
        assertThat(site.call(Sensor.objects::count)).isEqualTo(1);
    }

    @Test
    void inlinesGoByThePermissionsOfTheirModel() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        Reading reading = site.reading(sensor, "1.00");
        Client ann = staff("farm.view_sensor", "farm.change_sensor", "farm.view_reading");
        String page = SENSORS + sensor.id + "/change/";
        assertThat(ann.get(page).text())
                .contains("1.000")
                .doesNotContain("name=\"reading_sensor-0-measured\"");
        ann.post(
                page,
                form(
                        sensor,
                        "reading_sensor-TOTAL_FORMS",
                        "1",
                        "reading_sensor-0-id",
                        "" + reading.id,
                        "reading_sensor-0-measured",
                        "99"));
        assertThat(
                        ann.post(
                                        page,
                                        form(
                                                sensor,
                                                "reading_sensor-TOTAL_FORMS",
                                                "1",
                                                "reading_sensor-0-measured",
                                                "99"))
                                .status())
                .as("adding")
                .isEqualTo(403);
        assertThat(
                        ann.post(
                                        page,
                                        form(
                                                sensor,
                                                "reading_sensor-TOTAL_FORMS",
                                                "1",
                                                "reading_sensor-0-id",
                                                "" + reading.id,
                                                "reading_sensor-0-DELETE",
                                                "1"))
                                .status())
                .as("deleting")
                .isEqualTo(403);
        assertThat(site.call(() -> Reading.objects.get().measured)).isEqualByComparingTo("1");
    }

    @Test
    void nobodyGivesWhatTheyHaveNot() {
        Client ann = staff("auth.view_user", "auth.change_user", "auth.add_user");
        User bob = site.staff("bob");
        Object all =
                site.call(
                        () ->
                                Permission.objects
                                        .get("codename", "delete_sensor", "app", "farm")
                                        .pk());
        String page = "/admin/auth/user/" + bob.id + "/change/";
        assertThat(
                        ann.post(page, "username", "bob", "isActive", "on", "isSuperuser", "on")
                                .status())
                .isEqualTo(403);
        assertThat(ann.post(page, "username", "bob", "userPermissions", "" + all).status())
                .isEqualTo(403);
        assertThat(
                        ann.post("/admin/auth/user/add/", "username", "eve", "isSuperuser", "on")
                                .status())
                .isEqualTo(403);
        User boss = site.call(() -> User.objects.get("username", "root"));
        assertThat(ann.get("/admin/auth/user/" + boss.id + "/password/").status()).isEqualTo(403);
        assertThat(site.call(() -> User.objects.filter("isSuperuser", true).count())).isOne();
        assertThat(
                        site.call(
                                () ->
                                        User.objects
                                                .get("username", "bob")
                                                .hasPerm("farm.delete_sensor")))
                .isFalse();
    }
}
