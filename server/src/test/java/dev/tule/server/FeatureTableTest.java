package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/wamp.md} says of features is announced, and the tests that it names are there.
 */
class FeatureTableTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve("docs/wamp.md");
    private static final Path ROUTER = ROOT.resolve("wamp-router/src");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
    private static final Pattern FEATURE = Pattern.compile("^\\| [^|]*\\| `([a-z_]+)` \\|");
    private static final Pattern ANNOUNCED = Pattern.compile("\"([a-z]+(?:_[a-z]+)+)\"");

    @Test
    void theTestsThatTheTableNamesAreThere() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file -> tests.merge(name(file), read(file), String::concat));
            }
        }
        for (String row : rows()) {
            TEST.matcher(row)
                    .results()
                    .forEach(
                            named -> {
                                assertThat(tests).containsKey(named.group(1));
                                String method = named.group(2) == null ? "" : named.group(2) + "(";
                                assertThat(tests.get(named.group(1))).contains(method);
                            });
        }
    }

    @Test
    void theTableNamesWhatIsAnnounced() throws IOException {
        Path announcement =
                ROUTER.resolve("main/java/dev/tule/wamp/router/connection/Announcement.java");
        Set<String> announced =
                ANNOUNCED
                        .matcher(Files.readString(announcement))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed =
                rows().stream()
                        .flatMap(row -> FEATURE.matcher(row).results())
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(announced);
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/test"))).toList();
        }
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("|")).toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
