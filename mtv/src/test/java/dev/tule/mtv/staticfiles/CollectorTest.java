package dev.tule.mtv.staticfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.Project;
import dev.tule.mtv.library.Library;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    @TempDir Path folder;

    @Test
    void collectedFilesHaveHashedNamesThatBrowsersKeepForEver() throws IOException {
        Files.createDirectories(folder.resolve("own/library"));
        Files.writeString(folder.resolve("own/library/dot.png"), "the folder's dot goes first");
        Library.Settings settings = new Library.Settings();
        settings.staticFolders = List.of(folder.resolve("own"));
        settings.staticRoot = folder.resolve("collected");

        Map<String, String> names = new Collector(settings).collect();

        assertThat(names).containsOnlyKeys("library/dot.png", "library/style.css");
        assertThat(names.get("library/dot.png")).matches("library/dot\\.[0-9a-f]{12}\\.png");
        Client client = new Client(Project.of(settings));
        assertThat(client.get("/library/").text())
                .contains("/static/" + names.get("library/style.css"));
        ClientResponse sheet = client.get("/static/" + names.get("library/style.css"));
        assertThat(sheet.text()).contains("url(\"/static/" + names.get("library/dot.png") + "\")");
        assertThat(sheet.header("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(client.get("/static/" + names.get("library/dot.png")).text())
                .isEqualTo("the folder's dot goes first");
        assertThat(client.get("/static/staticfiles.json").status()).isEqualTo(404);
    }
}
