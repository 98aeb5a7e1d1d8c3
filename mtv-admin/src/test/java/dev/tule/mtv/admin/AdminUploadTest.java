package dev.tule.mtv.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.admin.farm.Place;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.upload.UploadedFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that people send by the admin's forms. */
class AdminUploadTest extends AdminVisits {
    private static final String PLACES = "/admin/farm/place/";
    private static final Map<String, String> FIELDS =
            Map.of("name", "Greenhouse", "sensor_place-TOTAL_FORMS", "0");

    private static Map<String, UploadedFile> plan(String name, String content) {
        return Map.of(
                "plan",
                UploadedFile.of(name, "image/png", content.getBytes(StandardCharsets.UTF_8)));
    }

    private Place stored() {
        return site.call(() -> Place.objects.get());
    }

    @Test
    void aFileIsKeptShownReplacedAndTakenOut() {
        assertThat(root.get(PLACES + "add/").text())
                .contains("enctype=\"multipart/form-data\"", "type=\"file\" name=\"plan\"");
        assertThat(root.post(PLACES + "add/", FIELDS, plan("../../a plan.png", "grey")).status())
                .isEqualTo(302);
        assertThat(stored().plan).isEqualTo("plans/a_plan.png");
        assertThat(site.media.resolve("plans/a_plan.png")).hasContent("grey");

        String page = PLACES + stored().id + "/change/";
        assertThat(root.get(page).text()).contains("plans/a_plan.png", "plan-clear");
        assertThat(root.post(page, FIELDS, Map.of()).status()).isEqualTo(302);
        assertThat(stored().plan).as("nothing was sent").isEqualTo("plans/a_plan.png");
        root.post(page, FIELDS, plan("b.png", "white"));
        assertThat(stored().plan).isEqualTo("plans/b.png");
        root.post(
                page,
                Map.of("name", "Barn", "sensor_place-TOTAL_FORMS", "0", "plan-clear", "on"),
                Map.of());
        assertThat(stored().plan).isNull();
        assertThat(stored().name).isEqualTo("Barn");
    }

    @Test
    void aNameThatIsSentInsteadOfAFileIsNotTaken() {
        root.post(
                PLACES + "add/",
                Map.of("name", "Barn", "plan", "/etc/passwd", "sensor_place-TOTAL_FORMS", "0"),
                Map.of());
        assertThat(stored().plan).isNull();
    }

    @Test
    void whoMayNotAddSendsNoFiles() {
        Client ann = staff("farm.view_place");
        assertThat(ann.post(PLACES + "add/", FIELDS, plan("evil.png", "x")).status())
                .isEqualTo(403);
        assertThat(site.media.resolve("plans/evil.png")).doesNotExist();
    }
}
