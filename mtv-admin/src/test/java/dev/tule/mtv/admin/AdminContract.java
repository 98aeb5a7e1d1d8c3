package dev.tule.mtv.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.admin.farm.Alarm;
import dev.tule.mtv.admin.farm.Place;
import dev.tule.mtv.admin.farm.Reading;
import dev.tule.mtv.admin.farm.Sensor;
import dev.tule.mtv.admin.farm.Tag;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody who may do everything does with the farm's pages, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdminContract {
    private static final String SENSORS = "/admin/farm/sensor/";

    private AdminFixture site;
    private Client client;

    abstract DatabaseConfig config();

    @BeforeAll
    void open() {
        site = new AdminFixture(config());
        client = site.client(site.root());
    }

    @AfterAll
    void close() {
        site.close();
    }

    @BeforeEach
    void empty() {
        site.empty();
    }

    private static Map<String, String> form(String... namesAndValues) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("name", "Bench 4");
        all.put("serial", "AB-0004");
        all.put("kind", "HUMIDITY");
        all.put("active", "on");
        all.put("installed", "2026-02-03");
        all.put("alarmAbove", "30.50");
        all.put("reading_sensor-TOTAL_FORMS", "0");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return all;
    }

    private ClientResponse send(String path, Map<String, String> form) {
        List<String> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.addAll(List.of(name, value)));
        return client.post(path, fields.toArray(String[]::new));
    }

    private String place() {
        return site.call(() -> Place.objects.getOrCreate("name", "Greenhouse").pk()).toString();
    }

    private Sensor only() {
        return site.call(() -> Sensor.objects.selectRelated("place").prefetchRelated("tags").get());
    }

    @Test
    void itsMigrationsMakeItsModels() {
        assertThat(
                        Migrations.of(site.project.settings().apps)
                                .changes(Questioner.silent())
                                .stream()
                                .filter(each -> each.app().equals("admin")))
                .isEmpty();
    }

    // ---- forms

    @Test
    void anObjectIsAddedByItsFormAndWrittenDown() {
        ClientResponse answer = send(SENSORS + "add/", form("place", place(), "_save", "1"));

        assertThat(answer.header("Location")).contains(SENSORS);
        Sensor made = only();
        assertThat(made.name).isEqualTo("Bench 4");
        assertThat(made.kind).isEqualTo(Sensor.Kind.HUMIDITY);
        assertThat(made.installed).isEqualTo(LocalDate.of(2026, 2, 3));
        assertThat(made.alarmAbove).isEqualByComparingTo("30.5");
        assertThat(client.get(SENSORS).text())
                .contains("The sensor “Bench 4” was added.", "1 sensor");
        assertThat(client.get(SENSORS + made.id + "/history/").text()).contains("root", "Added");
        assertThat(client.get("/admin/").text()).contains("Bench 4");
    }

    @Test
    void whatIsWrongIsSaidBesideTheFieldAndWhatWasEnteredStays() {
        ClientResponse answer =
                send(SENSORS + "add/", form("place", place(), "serial", "x\"><b>", "name", ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("Two letters, a hyphen, four digits.", "This field is required.")
                .contains("value=\"x&quot;&gt;&lt;b&gt;\"")
                .doesNotContain("\"><b>");
        assertThat(site.call(Sensor.objects::count)).isZero();
    }

    @Test
    void whatMustBeUniqueIsSaidInWords() {
        site.sensor("Other", "AB-0004");
        assertThat(send(SENSORS + "add/", form("place", place())).text())
                .contains("already exists");
    }

    @Test
    void savingGoesOnWhereTheButtonSays() {
        Sensor sensor = site.sensor("Leaf", "AB-0004");
        String change = SENSORS + sensor.id + "/change/";
        Map<String, String> form = form("place", place(), "_back", "kind=HUMIDITY&page=2");

        form.put("_continue", "1");
        assertThat(send(change, form).header("Location"))
                .contains(change + "?_back=kind%3DHUMIDITY%26page%3D2");
        form.remove("_continue");
        assertThat(send(change, form).header("Location"))
                .contains(SENSORS + "?kind=HUMIDITY&page=2");
        form.put("_addanother", "1");
        assertThat(send(change, form).header("Location")).contains(SENSORS + "add/");
    }

    @Test
    void onlyWhatChangedIsWrittenDown() {
        Sensor sensor = site.sensor("Leaf", "AB-0004");
        String change = SENSORS + sensor.id + "/change/";
        send(change, form("place", place(), "name", "Leaf", "kind", "TEMPERATURE"));
        assertThat(client.get(SENSORS + sensor.id + "/history/").text())
                .contains("Changed alarm above and installed.");
    }

    @Test
    void relationsToManyAreSetByTicks() {
        site.call(() -> Tag.objects.create("name", "a/b _2F"));
        site.call(() -> Tag.objects.create("name", "wet"));
        Sensor sensor = site.sensor("Leaf", "AB-0004");
        String change = SENSORS + sensor.id + "/change/";

        send(change, form("place", place(), "tags", "a/b _2F"));
        assertThat(site.call(() -> names(only()))).containsExactly("a/b _2F");
        assertThat(client.get(change).text()).contains("value=\"a/b _2F\" checked");
        send(change, form("place", place()));
        assertThat(site.call(() -> names(only()))).isEmpty();
    }

    private static List<String> names(Sensor sensor) {
        return sensor.tags.stream().map(tag -> tag.name).toList();
    }

    @Test
    void keysOfAnyLettersHaveAnAddress() {
        site.call(() -> Tag.objects.create("name", "a/b _2F?"));
        String page = client.get("/admin/farm/tag/").text();
        assertThat(page).contains("/admin/farm/tag/a_2Fb_20_5F2F_3F/change/");
        assertThat(client.get("/admin/farm/tag/a_2Fb_20_5F2F_3F/change/").text())
                .contains("a/b _2F?");
    }

    // ---- inlines

    @Test
    void relatedObjectsAreAddedChangedAndDeletedAlong() {
        Sensor sensor = site.sensor("Leaf", "AB-0004");
        Reading old = site.reading(sensor, "1.00");
        Reading gone = site.reading(sensor, "2.00");
        String taken = "2026-03-01T12:00";
        send(
                SENSORS + sensor.id + "/change/",
                form(
                        "place",
                        place(),
                        "reading_sensor-TOTAL_FORMS",
                        "4",
                        "reading_sensor-0-id",
                        "" + old.id,
                        "reading_sensor-0-measured",
                        "1.50",
                        "reading_sensor-0-takenAt",
                        taken,
                        "reading_sensor-1-id",
                        "" + gone.id,
                        "reading_sensor-1-DELETE",
                        "1",
                        "reading_sensor-2-measured",
                        "7",
                        "reading_sensor-2-takenAt",
                        taken,
                        "reading_sensor-2-remark",
                        "hot",
                        // As it was shown: nobody filled it in.
                        "reading_sensor-3-measured",
                        "0.00",
                        "reading_sensor-3-takenAt",
                        taken));

        List<BigDecimal> values =
                site.call(() -> Reading.objects.orderBy("id").valuesList("measured"));
        assertThat(values).extracting(BigDecimal::doubleValue).containsExactly(1.5, 7.0);
        assertThat(client.get(SENSORS + sensor.id + "/history/").text())
                .contains("Deleted reading “2", "Changed measured of reading", "Added reading “7”");
    }

    @Test
    void whatComesBackAsItWasShownKeepsItsPartsOfASecond() {
        Sensor sensor = site.sensor("Leaf", "AB-0004");
        Reading reading = site.reading(sensor, "1.00");
        Instant exact = Instant.parse("2026-03-01T12:34:56.789Z");
        site.call(() -> Reading.objects.update("takenAt", exact));
        client.post(
                "/admin/farm/reading/" + reading.id + "/change/",
                "sensor",
                "" + sensor.id,
                "measured",
                "2.00",
                "takenAt",
                "2026-03-01T12:34:56");
        Reading after = site.call(() -> Reading.objects.get());
        assertThat(after.measured).isEqualByComparingTo("2");
        assertThat(after.takenAt).isEqualTo(exact);
    }

    @Test
    void nothingIsSavedWhenAnInlineIsWrong() {
        Map<String, String> form =
                form(
                        "place", place(),
                        "reading_sensor-TOTAL_FORMS", "1",
                        "reading_sensor-0-measured", "hot",
                        "reading_sensor-0-takenAt", "2026-03-01T12:00");
        ClientResponse answer = send(SENSORS + "add/", form);
        assertThat(answer.text()).contains("Enter a number", "value=\"Bench 4\"");
        assertThat(site.call(Sensor.objects::count)).isZero();
    }

    // ---- lists

    @Test
    void listsAreSearchedFilteredSortedAndPaged() {
        for (int i = 0; i < 12; i++) {
            site.sensor("Leaf " + (char) ('a' + i), "AB-%04d".formatted(i));
        }
        site.sensor("Root", "RT-0001");
        site.call(() -> Sensor.objects.filter("name", "Root").update("active", false));

        assertThat(rows("")).hasSize(10).startsWith("Leaf a");
        assertThat(rows("?page=2")).containsExactly("Leaf k", "Leaf l", "Root");
        assertThat(rows("?o=-name")).startsWith("Root");
        assertThat(rows("?q=root+green")).containsExactly("Root");
        assertThat(rows("?q=rt-")).as("by the beginning of the serial").containsExactly("Root");
        assertThat(rows("?q=0001")).as("not by its end").isEmpty();
        assertThat(rows("?active=false")).containsExactly("Root");
        assertThat(rows("?guarded=yes")).isEmpty();
        assertThat(rows("?place=" + place() + "&q=%22Leaf+c%22")).containsExactly("Leaf c");
        assertThat(client.get(SENSORS + "?q=nowhere").text()).contains("No sensors match this.");
    }

    private List<String> rows(String query) {
        Object rows = requireNonNull(client.get(SENSORS + query).context().get("rows"));
        return ((List<?>) rows).stream().map(row -> ((ChangeListView.Row) row).name()).toList();
    }

    @Test
    void datesAreAWayThroughTheList() {
        site.sensor("Old", "AB-0001");
        site.sensor("New", "AB-0002");
        site.call(
                () ->
                        Sensor.objects
                                .filter("name", "Old")
                                .update("installed", LocalDate.of(2024, 5, 6)));
        site.call(
                () ->
                        Sensor.objects
                                .filter("name", "New")
                                .update("installed", LocalDate.of(2026, 3, 1)));

        assertThat(client.get(SENSORS).text()).contains("?date=2024", "?date=2026");
        assertThat(client.get(SENSORS + "?date=2024").text()).contains("?date=2024-05", "May");
        assertThat(rows("?date=2024")).containsExactly("Old");
        assertThat(rows("?date=2026-03")).containsExactly("New");
        assertThat(rows("?date=2026-03-02")).isEmpty();
        assertThat(rows("?installed=month")).as("it is March").containsExactly("New");
    }

    @Test
    void actionsDoSomethingWithChosenObjects() {
        Sensor leaf = site.sensor("Leaf", "AB-0001");
        site.sensor("Root", "AB-0002");
        assertThat(client.post(SENSORS, "action", "rest", "_selected", "" + leaf.id).status())
                .isEqualTo(302);
        assertThat(client.get(SENSORS).text()).contains("1 sensors rest now.");
        assertThat(rows("?active=true")).containsExactly("Root");
        client.post(SENSORS, "action", "rest", "_all", "1");
        assertThat(rows("?active=true")).isEmpty();
        assertThat(client.get(SENSORS + leaf.id + "/history/").text())
                .contains("Let the selected sensors rest.");
    }

    // ---- deletion

    @Test
    void deletingSaysWhatGoesAlongAndWhatStays() {
        Sensor leaf = site.sensor("Leaf", "AB-0001");
        site.reading(leaf, "1.00");
        site.call(() -> Alarm.objects.create("sensor", leaf, "text", "Too hot"));

        String page = client.get(SENSORS + leaf.id + "/delete/").text();
        assertThat(page)
                .contains("1 sensor", "1 reading", "refer to nothing afterwards", "Too hot");
        client.post(SENSORS + leaf.id + "/delete/");
        assertThat(site.call(Sensor.objects::count)).isZero();
        assertThat(site.call(Reading.objects::count)).isZero();
        assertThat(site.call(Alarm.objects::count)).isEqualTo(1);
        assertThat(client.get("/admin/").text()).contains("Deleted", "Leaf");
    }

    @Test
    void moreThanAnybodyLooksThroughIsCountedAlone() {
        Sensor leaf = site.sensor("Leaf", "AB-0001");
        site.call(
                () -> {
                    List<Reading> many = new ArrayList<>();
                    for (int i = 0; i < 1001; i++) {
                        Reading each = new Reading();
                        each.sensor = leaf;
                        many.add(each);
                    }
                    Reading.objects.bulkCreate(many);
                    return true;
                });
        String page = SENSORS + leaf.id + "/delete/";
        assertThat(client.get(page).text()).contains("1001 readings", "and 989 more");
        client.post(page);
        assertThat(site.call(Reading.objects::count)).isZero();
    }

    @Test
    void whatIsProtectedCantBeDeletedAndSaysByWhat() {
        site.sensor("Leaf", "AB-0001");
        String page = "/admin/farm/place/" + place() + "/delete/";
        assertThat(client.get(page).text())
                .contains("can't be deleted", "Leaf")
                .doesNotContain("Yes, delete");
        client.post(page);
        assertThat(site.call(Place.objects::count)).isEqualTo(1);
    }

    @Test
    void theActionDeletesOnlyWhenConfirmed() {
        Sensor leaf = site.sensor("Leaf", "AB-0001");
        String[] chosen = {"action", "delete_selected", "_selected", "" + leaf.id};
        assertThat(client.post(SENSORS, chosen).text()).contains("Are you sure?", "Leaf");
        assertThat(site.call(Sensor.objects::count)).isEqualTo(1);
        client.post(
                SENSORS, "action", "delete_selected", "_selected", "" + leaf.id, "_confirmed", "1");
        assertThat(site.call(Sensor.objects::count)).isZero();
    }

    // ---- export, completion, users

    @Test
    void exportsAreFilteredAndGuardedAgainstFormulas() {
        site.sensor("=cmd|' /C calc'!A0", "AB-0001");
        site.sensor("Leaf, \"big\"", "AB-0002");
        ClientResponse csv = client.get(SENSORS + "export/csv/?o=name");
        assertThat(csv.header("Content-Disposition").orElseThrow()).contains("sensors.csv");
        assertThat(csv.text())
                .startsWith("name,kind,place,active,installed,alarmAbove,state\r\n'=cmd")
                .contains("\"Leaf, \"\"big\"\"\",TEMPERATURE,Greenhouse,true,,,unguarded\r\n");
        Object json = client.get(SENSORS + "export/json/?q=leaf").json();
        assertThat(json)
                .asString()
                .contains("name=Leaf, \"big\"", "active=true")
                .doesNotContain("calc");
    }

    @Test
    void typingFindsWhatARelationMayReferTo() {
        place();
        Object answer = client.get("/admin/autocomplete/farm/sensor/place/?term=green").json();
        assertThat(answer).asString().contains("Greenhouse", "more=false");
        assertThat(client.get("/admin/autocomplete/farm/sensor/place/?term=zoo").json())
                .asString()
                .doesNotContain("Greenhouse");
    }

    @Test
    void aNewUserGetsANameAndThenAPassword() {
        ClientResponse added =
                client.post("/admin/auth/user/add/", "username", "ann", "isActive", "on");
        User ann = site.call(() -> User.objects.get("username", "ann"));
        String page = "/admin/auth/user/" + ann.id + "/password/";
        assertThat(added.header("Location")).contains(page);
        assertThat(client.post(page, "newPassword1", "ann", "newPassword2", "ann").text())
                .contains("too short");
        client.post(
                page, "newPassword1", AdminFixture.PASSWORD, "newPassword2", AdminFixture.PASSWORD);
        assertThat(
                        site.call(
                                () ->
                                        User.objects
                                                .get("username", "ann")
                                                .checkPassword(AdminFixture.PASSWORD)))
                .isTrue();
        assertThat(client.get("/admin/auth/user/" + ann.id + "/change/").text())
                .doesNotContain("plain$")
                .contains("Set password");
    }

    @Test
    void onesOwnPasswordIsChanged() {
        User bob = site.staff("bob");
        Client own = site.client(bob);
        String next = "another good password";
        own.post(
                "/admin/password_change/",
                "oldPassword",
                AdminFixture.PASSWORD,
                "newPassword1",
                next,
                "newPassword2",
                next);
        assertThat(own.get("/admin/").text()).contains("Your password was changed.");
    }
}
