package dev.tule.clients;

import static dev.tule.mtv.Shortcuts.render;
import static dev.tule.mtv.urls.Urls.path;

import dev.tule.http.Browser;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.live.LiveConfig;
import dev.tule.wamp.Payload;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.config.RouterConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of mtv whose elements follow topics, in a browser, beside a router on one port. */
class LiveValuesTest {
    private static final String PAGE =
            """
            <!doctype html><title>Barn</title>
            <p id="barn">{% live "farm.barn" decimals=1 %}20.0{% endlive %}</p>
            <p id="any">{% live "farm..state" match="wildcard" value="word" element="b" %}none{% endlive %}</p>
            {% live_script %}
            """;

    @TempDir private Path folder;

    @Test
    void elementsShowWhatIsPublishedAndAsTextAlone() throws Exception {
        Files.writeString(folder.resolve("barn.html"), PAGE);
        Project project =
                Project.of(
                        new DefaultSettings() {
                            {
                                secretKey = "a secret of the tests, long enough to be taken";
                                allowedHosts = List.of("127.0.0.1");
                                apps = List.of(LiveConfig.at("/ws", "realm1"));
                                templateFolders = List.of(folder);
                                urls = List.of(path("", request -> render(request, "barn.html")));
                            }
                        });
        try (Router router = Router.start(RouterConfig.defaults());
                HttpServer server =
                        HttpServer.start(
                                ListenerConfig.of(project)
                                        .withWebSocket("/ws", router.webSocket())
                                        .at("127.0.0.1", 0));
                Browser browser =
                        Browser.open(
                                URI.create("http://127.0.0.1:" + server.port() + "/"),
                                folder.resolve("profile"));
                WampClient sensor =
                        WampClient.connect(
                                URI.create("ws://127.0.0.1:" + server.port() + "/ws"), "realm1")) {
            browser.await("document.querySelector('#barn').textContent", "20.0");
            browser.await("document.querySelector('#barn span').dataset.liveState", "joined");

            sensor.publish("farm.barn", 21.46);
            browser.await("document.querySelector('#barn').textContent", "21.5");
            sensor.publish("farm.barn", "<i>off</i>");
            browser.await("document.querySelector('#barn').textContent", "<i>off</i>");
            sensor.publish(
                    "farm.door.state",
                    Payload.of(List.of(), Map.of("word", "open")),
                    PublishOptions.defaults());
            browser.await("document.querySelector('#any b').textContent", "open");
        }
    }
}
