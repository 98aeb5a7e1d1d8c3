package dev.tule.mtv.live;

import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.Response;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.test.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What templates write for values that follow a topic. */
class LiveTest {
    @TempDir private Path folder;

    private Project project(LiveConfig live) {
        return Project.of(
                new DefaultSettings() {
                    {
                        secretKey = "a secret of the tests, long enough to be taken";
                        allowedHosts = List.of("*");
                        apps = List.of(live);
                        templateFolders = List.of(folder);
                        urls = List.of(path("", request -> Response.text("here")));
                    }
                });
    }

    private String rendered(
            LiveConfig live, String template, Map<String, @Nullable Object> variables)
            throws Exception {
        Files.writeString(folder.resolve("page.html"), template);
        Project project = project(live);
        return project.call(
                () ->
                        project.templates()
                                .get("page.html")
                                .render(TemplateContext.of(new HashMap<>(variables))));
    }

    @Test
    void anElementSaysWhatItFollows() throws Exception {
        assertThat(
                        rendered(
                                LiveConfig.at("/ws", "farm"),
                                "{% live topic value='celsius' decimals=1 element='td' %}{{ now }}{% endlive %}{% live_script %}",
                                Map.of("topic", "farm.\"barn\".t", "now", "<21>")))
                .isEqualTo(
                        "<td data-live=\"farm.&quot;barn&quot;.t\" data-live-match=\"exact\" data-live-value=\"celsius\" data-live-decimals=\"1\">&lt;21&gt;</td>"
                                + "<script type=\"module\" src=\"/static/live/live.js\" data-live-router=\"/ws\" data-live-realm=\"farm\"></script>");
    }

    @Test
    void withoutARouterThereIsNoScript() throws Exception {
        assertThat(
                        rendered(
                                LiveConfig.withoutRouter(),
                                "{% live 'a.b' %}7{% endlive %}{% live_script %}",
                                Map.of()))
                .startsWith("<span data-live=\"a.b\"")
                .endsWith(">7</span>");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (String wrong :
                List.of(
                        "{% live %}x{% endlive %}",
                        "{% live 'a' element='p onclick=x' %}x{% endlive %}",
                        "{% live 'a' match='fuzzy' %}x{% endlive %}",
                        "{% live 'a' decimals=21 %}x{% endlive %}",
                        "{% live 'a' colour='red' %}x{% endlive %}")) {
            assertThatThrownBy(() -> rendered(LiveConfig.at("/ws", "r"), wrong, Map.of()))
                    .as(wrong)
                    .hasMessageContaining("live");
        }
    }

    @Test
    void theScriptsAreServed() {
        Client client = new Client(project(LiveConfig.at("/ws", "r")));

        assertThat(client.get("/static/live/live.js").text()).contains("./wamp.js");
        assertThat(client.get("/static/live/wamp.js").status()).isEqualTo(200);
    }
}
