package dev.tule.clients;

import dev.tule.http.Browser;
import dev.tule.wamp.client.WampClient;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at port 8080, in a browser. */
class PageTest {
    private static final String POINTS =
            "document.querySelector('#chart .series-%d .line')?.getAttribute('d').split('L').length";

    @TempDir private Path directory;

    @Test
    void liveReadingsAppearInTheChartBesideWhatIsStored() throws Exception {
        try (Tule tule = Tule.start(directory.resolve("data"))) {
            tule.tool("demo", "--once", "--readings", "48");
            URI page = URI.create("http://localhost:" + tule.webPort() + "/");
            try (Browser browser = Browser.open(page, directory.resolve("profile"));
                    WampClient sensor = WampClient.connect(tule.webSocket(), "realm1")) {
                stored(browser);
                browser.await(POINTS.formatted(0), "24");
                browser.await(POINTS.formatted(1), "24");
                browser.await("document.getElementById('connection').textContent", "Connected");

                sensor.publish(
                        "com.example.city.seattle.temperature", "seattle", "2010-01-02T01", 31.5);

                browser.await(
                        "parseFloat(document.querySelector('#sensor-seattle .value').textContent)",
                        "31.5");
                browser.await(points("seattle"), "25");
                stored(browser); // nobody collects, so no more than before
            }
        }
    }

    private static void stored(Browser browser) throws Exception {
        browser.await("document.getElementById('items').textContent", "48");
        browser.await("document.getElementById('batches').textContent", "2");
        browser.await("document.querySelectorAll('#latest tbody tr').length", "2");
        browser.await("document.querySelectorAll('#objects tbody tr').length", "4");
        browser.await(
                "document.querySelector('#objects tbody td').textContent",
                "readings/2010-01-02/00.csv");
    }

    /** How many points the chart's line of a sensor has. */
    private static String points(String sensor) {
        String series =
                "document.getElementById('sensor-%s').className.match(/series-./)[0]"
                        .formatted(sensor);
        return "document.querySelector('#chart .' + %s + ' .line').getAttribute('d').split('L').length"
                .formatted(series);
    }
}
