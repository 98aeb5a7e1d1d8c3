package dev.tule.mtv.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Browser;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.admin.farm.Place;
import dev.tule.mtv.admin.farm.Sensor;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin in a real browser, by keys alone. */
class AdminBrowserTest {
    private static final String FOCUSED = "document.activeElement.%s";
    private static final String PATH = "location.pathname + ' ' + document.readyState";

    @TempDir private Path directory;

    @Test
    void sensorsAreFoundChosenChangedAndSavedWithoutAMouse() throws Exception {
        try (AdminFixture site = new AdminFixture()) {
            site.root();
            site.sensor("Bench 1", "AB-0001");
            Sensor bench = site.sensor("Bench 2", "AB-0002");
            site.call(() -> Place.objects.create("name", "The well"));
            try (HttpServer server =
                            HttpServer.start(ListenerConfig.of(site.project).at("127.0.0.1", 0));
                    Browser browser =
                            Browser.open(
                                    URI.create("http://127.0.0.1:" + server.port() + "/admin/"),
                                    directory.resolve("profile"))) {
                logIn(browser);
                list(browser);
                form(browser, "/admin/farm/sensor/" + bench.id + "/change/");
            }
            Sensor after =
                    site.call(() -> Sensor.objects.selectRelated("place").get("pk", bench.id));
            assertThat(after.name).contains("Bench 2").contains("!");
            assertThat(after.place.name).isEqualTo("The well");
        }
    }

    private static void logIn(Browser browser) throws Exception {
        browser.await(PATH, "/admin/login/ complete");
        browser.await(FOCUSED.formatted("name"), "username");
        browser.type("root");
        browser.press("Tab");
        browser.type(AdminFixture.PASSWORD);
        browser.press("Enter");
        browser.await(PATH, "/admin/ complete");
        assertThat(browser.text("getComputedStyle(document.querySelector('.skip')).position"))
                .as("the style sheet holds under the policy")
                .isEqualTo("absolute");

        browser.press("Tab");
        browser.await(FOCUSED.formatted("className"), "skip");
        browser.press("Enter");
        browser.await(FOCUSED.formatted("id"), "content");
        browser.press("?");
        browser.await("document.querySelector('#help').open", "true");
        browser.press("Escape");
        browser.await("document.querySelector('#help').open", "false");
    }

    private static void list(Browser browser) throws Exception {
        browser.text("location.href = '/admin/farm/sensor/'");
        browser.await(PATH, "/admin/farm/sensor/ complete");
        browser.await("document.querySelectorAll('.rows tbody tr').length", "2");
        browser.press("/");
        browser.await(FOCUSED.formatted("name"), "q");
        browser.type("bench 2");
        browser.press("Enter");
        browser.await("location.search + document.readyState", "?q=bench+2complete");
        browser.await("document.querySelectorAll('.rows tbody tr').length", "1");
        browser.press("j");
        browser.press("x");
        browser.await("document.querySelector('[data-chosen]').textContent", "1 / 1");
        browser.press("Enter");
    }

    private static void form(Browser browser, String page) throws Exception {
        browser.await(PATH, page + " complete");
        browser.await(FOCUSED.formatted("name"), "name");
        browser.type("!");
        browser.control("s");
        browser.await("document.querySelector('.messages')?.textContent.includes('go on')", "true");

        browser.text("document.querySelector('[role=combobox]').focus()");
        browser.type("well");
        browser.await(
                "document.querySelector('.found [aria-selected=true]')?.textContent", "The well");
        browser.press("Enter");
        browser.await(
                "document.querySelector('.complete li[data-key]').firstChild.textContent",
                "The well");
        browser.control("Enter");
        browser.await(PATH, "/admin/farm/sensor/ complete");
        assertThat(browser.text("location.search"))
                .as("the list as it was")
                .isEqualTo("?q=bench%202");
    }
}
