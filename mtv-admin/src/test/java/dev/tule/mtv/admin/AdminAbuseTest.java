package dev.tule.mtv.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.admin.farm.Place;
import dev.tule.mtv.admin.farm.Reading;
import dev.tule.mtv.admin.farm.Sensor;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people try who should not. */
class AdminAbuseTest extends AdminVisits {

    // ---- who enters

    @Test
    void strangersAreSentToLogInAndComeBack() {
        Client stranger = new Client(site.project);
        assertThat(stranger.get(SENSORS + "?q=a").header("Location"))
                .contains("/admin/login/?next=%2Fadmin%2Ffarm%2Fsensor%2F%3Fq%3Da");
        assertThat(stranger.post(SENSORS, "action", "rest", "_all", "1").status()).isEqualTo(302);
        assertThat(stranger.get("/admin/autocomplete/farm/sensor/place/?term=").status())
                .isEqualTo(302);
        assertThat(stranger.get(SENSORS + "export/csv/").status()).isEqualTo(302);
    }

    @Test
    void whoIsNotStaffStaysOutside() {
        User user = site.call(() -> User.create("visitor", "v@example.org", AdminFixture.PASSWORD));
        Client visitor = site.client(user);
        assertThat(visitor.get("/admin/").status()).isEqualTo(302);
        assertThat(visitor.get("/admin/login/").text())
                .contains("You are logged in as visitor, who may not enter here");
    }

    @Test
    void whoIsStaffNoLongerIsOutsideAtOnce() {
        Client ann = staff("farm.view_sensor");
        assertThat(ann.get(SENSORS).status()).isEqualTo(200);
        site.call(() -> User.objects.filter("username", "ann").update("isStaff", false));
        assertThat(ann.get(SENSORS).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "javascript:alert(1)",
                "https:evil.example"
            })
    void nextLeadsNowhereElse(String next) {
        site.staff("ann");
        ClientResponse in =
                new Client(site.project)
                        .post(
                                "/admin/login/",
                                "username",
                                "ann",
                                "password",
                                AdminFixture.PASSWORD,
                                "next",
                                next);
        assertThat(in.header("Location")).contains("/admin/");
    }

    @Test
    void theWayBackToTheListLeadsNowhereElse() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        String location =
                root.post(
                                SENSORS + sensor.id + "/change/",
                                form(sensor, "_back", "//evil.example/\r\nX: y"))
                        .header("Location")
                        .orElseThrow();
        assertThat(location).startsWith(SENSORS + "?").doesNotContain("\r", "\n", "//");
    }

    @Test
    void formsOfOtherSitesAreRefused() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        Client ann = staff("farm.view_sensor", "farm.change_sensor", "farm.delete_sensor");
        ann.enforceCsrfChecks();
        for (String path :
                new String[] {
                    SENSORS,
                    SENSORS + sensor.id + "/change/",
                    SENSORS + sensor.id + "/delete/",
                    "/admin/logout/",
                    "/admin/password_change/"
                }) {
            assertThat(ann.post(path, "x", "y").status()).as(path).isEqualTo(403);
        }
        assertThat(ann.get(SENSORS).status()).as("still logged in").isEqualTo(200);
        assertThat(ann.get("/admin/logout/").status()).as("by a link").isEqualTo(405);
        assertThat(site.call(Sensor.objects::count)).isEqualTo(1);
    }

    // ---- what isn't asked for

    @Test
    void fieldsThatTheFormHasNotAreNotSet() {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        root.post(
                SENSORS + sensor.id + "/change/",
                form(sensor, "secret", "mine", "id", "77", "pk", "77", "readings", "1"));
        Sensor after = stored(sensor);
        assertThat(after.name).isEqualTo("Changed");
        assertThat(after.secret).isEqualTo("unset");

        User bob = site.staff("bob");
        root.post(
                "/admin/auth/user/" + bob.id + "/change/",
                "username",
                "bob",
                "password",
                "plain$hacked",
                "dateJoined",
                "2000-01-01T00:00");
        User same = site.call(() -> User.objects.get("username", "bob"));
        assertThat(same.password).isNotEqualTo("plain$hacked");
        assertThat(same.dateJoined).isAfter(java.time.Instant.parse("2001-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?secret=unset",
                "?secret__startswith=u",
                "?place__sensors__secret=x",
                "?readings__measured__gt=0",
                "?o=secret",
                "?o=-place__name",
                "?o=name;drop table farm_sensor",
                "?o=state desc--",
                "?kind=NONSENSE",
                "?kind__in=HUMIDITY",
                "?guarded=perhaps",
                "?place=x' or '1'='1",
                "?date=2026-13",
                "?date=2026-02-30",
                "?date=1'--",
                "?installed=ever"
            })
    void listsAnswerOnlyWhatWasDeclared(String query) {
        site.sensor("Leaf", "AB-0001");
        String address = SENSORS + query.replace(" ", "%20").replace("'", "%27");
        assertThat(root.get(address).status()).isEqualTo(400);
        assertThat(root.get(address.replace("/?", "/export/csv/?")).status()).isEqualTo(400);
        assertThat(root.post(address, "action", "rest", "_all", "1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "' or 1=1 --", "\\", "\"", "%25", "\0", "*"})
    void searchesAreNoPatternsAndNoStatements(String text) {
        site.sensor("Leaf", "AB-0001");
        ClientResponse page = root.get(SENSORS + "?q=" + dev.tule.mtv.Percent.encode(text));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains(text.equals("\0") || text.equals("\"") ? "" : "No sensors match this.");
    }

    @Test
    void searchesHaveLimits() {
        site.sensor("Leaf", "AB-0001");
        assertThat(root.get(SENSORS + "?q=" + "a+".repeat(2000)).status()).isEqualTo(200);
        assertThat(root.get(SENSORS + "?page=99999999999999999999").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "x", "1%27", "-1", "1e9", "_", "_ZZ", "%00", "1_2F2"})
    void keysThatAreNoneAreNotFound(String key) {
        assertThat(root.get(SENSORS + key + "/change/").status()).isEqualTo(404);
    }

    @Test
    void keysOfInlinesThatBelongElsewhereAreRefused() {
        Sensor mine = site.sensor("Mine", "AB-0001");
        Sensor other = site.sensor("Other", "AB-0002");
        Reading theirs = site.reading(other, "1.00");
        ClientResponse answer =
                root.post(
                        SENSORS + mine.id + "/change/",
                        form(
                                mine,
                                "reading_sensor-TOTAL_FORMS",
                                "1",
                                "reading_sensor-0-id",
                                "" + theirs.id,
                                "reading_sensor-0-DELETE",
                                "1"));
        assertThat(answer.text()).contains("belongs elsewhere");
        assertThat(site.call(Reading.objects::count)).isEqualTo(1);
        assertThat(stored(mine).name).as("nothing at all").isEqualTo("Mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "99999", "x", "1e3"})
    void inlinesWithoutAProperCountAreRefused(String total) {
        Sensor sensor = site.sensor("Leaf", "AB-0001");
        String[] form = form(sensor, "reading_sensor-TOTAL_FORMS", total);
        assertThat(root.post(SENSORS + sensor.id + "/change/", form).status()).isEqualTo(400);
    }

    @Test
    void chosenObjectsMustBeAmongThoseOfTheList() {
        Sensor active = site.sensor("Active", "AB-0001");
        root.post(SENSORS + "?active=false", "action", "rest", "_selected", "" + active.id);
        assertThat(stored(active).active).isTrue();
        assertThat(root.post(SENSORS, "action", "rest", "_selected", "x' or 1=1").status())
                .isEqualTo(400);
    }

    @Test
    void onlyDeclaredFieldsCompleteThemselvesAndOnlyForThoseWhoMaySee() {
        site.sensor("Leaf", "AB-0001");
        for (String field : new String[] {"readings", "secret", "tags", "name"}) {
            assertThat(root.get("/admin/autocomplete/farm/sensor/" + field + "/").status())
                    .as(field)
                    .isEqualTo(404);
        }
        assertThat(root.get("/admin/autocomplete/auth/user/groups/").status()).isEqualTo(404);
        Client ann = staff("farm.change_sensor");
        assertThat(ann.get("/admin/autocomplete/farm/sensor/place/").status()).isEqualTo(403);
    }

    @Test
    void whatPeopleEnterIsNeverMarkup() {
        String evil = "<script>alert(1)</script>";
        Sensor sensor = site.sensor(evil, "AB-0001");
        site.call(() -> Place.objects.filter("pk", sensor.place.pk()).update("name", evil));
        for (String path :
                new String[] {
                    SENSORS,
                    SENSORS + sensor.id + "/change/",
                    SENSORS + sensor.id + "/delete/",
                    SENSORS + sensor.id + "/history/",
                    SENSORS + "?q=" + dev.tule.mtv.Percent.encode(evil),
                    "/admin/farm/place/" + sensor.place.pk() + "/change/"
                }) {
            assertThat(root.get(path).text()).as(path).doesNotContain(evil);
        }
    }

    @Test
    void pagesAreNotKeptAndNotFramedAndLoadNothingFromElsewhere() {
        ClientResponse page = root.get("/admin/");
        assertThat(page.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.header("X-Frame-Options")).contains("DENY");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.text())
                .doesNotContain("style=", "onclick", "http://", "https://", "<script>");
    }

    // ---- what programmers get wrong

    @Test
    void namesThatAreNotThereAreRefusedWhenTheProgramStarts() {
        ModelAdmin<Sensor> admin = ModelAdmin.of(Sensor.class);
        assertThatThrownBy(() -> AdminSite.titled("x").with(admin.listDisplay("nmae")))
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("Did you mean 'name'?");
        assertThatThrownBy(() -> admin.listFilter("plce")).isInstanceOf(FieldError.class);
        assertThatThrownBy(() -> admin.searchFields("place__nmae")).isInstanceOf(FieldError.class);
        assertThatThrownBy(() -> admin.dateHierarchy("name")).isInstanceOf(FieldError.class);
        assertThatThrownBy(() -> admin.inlines(Inline.tabular(Place.class)))
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("0 references");
        assertThatThrownBy(
                        () ->
                                AdminSite.titled("x")
                                        .with(admin.autocompleteFields("place"))
                                        .at("admin/"))
                .hasMessageContaining("must be registered, with searchFields");
    }
}
