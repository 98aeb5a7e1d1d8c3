package dev.tule.mtv.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.compiler.ModelProcessor;
import dev.tule.mtv.management.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what docs/mtv/tutorial.md says, in its order: writes its files, runs its commands, opens its
 * pages, runs its tests; and finds what came out in examples/sensors.
 */
class TutorialTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "mtv", "tutorial.md");
    private static final Path EXAMPLE = Path.of("..", "examples", "sensors");

    /** Writes the example anew: for when the page has changed. */
    private static final boolean WRITE = Boolean.getBoolean("tule.tutorial.write");

    private static final Pattern MADE_BY_RUNNING = Pattern.compile("target/.*|db\\.sqlite3.*");

    private static final Pattern STEP =
            Pattern.compile(
                    "```(\\w+)\\n(.*?)```|<http://127\\.0\\.0\\.1:8000(/[^>]*)> shows\\s+\\*([^*]+)\\*",
                    Pattern.DOTALL);
    private static final Pattern WHERE =
            Pattern.compile("(?://|#|\\{#) (in )?(\\S+\\.\\w+)(?: #\\})?\\n");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=\"([^\"]*)\" (.*)");

    @TempDir private Path folder;

    private HttpResponse<String> get(HttpServer server, String path)
            throws IOException, InterruptedException {
        try (HttpClient browser =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .cookieHandler(new CookieManager())
                        .build()) {
            return browser.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void everyStepDoesWhatThePageSays() throws Exception {
        Path project = folder.resolve("sensors");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        Console console = Console.of(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
        List<String> opened = new ArrayList<>();
        Matcher step = STEP.matcher(Files.readString(DOCUMENT));
        while (step.find()) {
            if (step.group(3) != null) {
                opened.add(step.group(3));
                try (DevelopmentProject source =
                                new DevelopmentProject(ProjectFolder.required(project), console);
                        HttpServer server = HttpServer.start(ListenerConfig.of(source.handler()))) {
                    assertThat(get(server, step.group(3)).body()).contains(step.group(4));
                }
            } else if (step.group(1).equals("sh")) {
                for (String line : step.group(2).lines().toList()) {
                    run(line);
                }
            } else {
                write(project, step.group(2));
            }
        }

        assertThat(opened).contains("/", "/1/", "/1/readings.csv", "/new/");
        if (WRITE) {
            for (Map.Entry<String, String> file : files(project).entrySet()) {
                Path at = EXAMPLE.resolve(file.getKey());
                Files.createDirectories(at.getParent());
                Files.writeString(at, file.getValue());
            }
        }
        assertThat(files(project)).isEqualTo(files(EXAMPLE));
    }

    private void run(String line) throws Exception {
        Path project = folder.resolve("sensors");
        Map<String, String> environment = Map.of();
        String command = line;
        Matcher variable = VARIABLE.matcher(line);
        if (variable.matches()) {
            environment = Map.of(variable.group(1), variable.group(2));
            command = variable.group(3);
        }
        String[] words = command.split(" ", -1);
        if (words[0].equals("cd")) {
            return;
        }
        assertThat(words[0]).isEqualTo("tule");
        if (words[1].equals("test")) {
            runTests(project);
            return;
        }
        String[] given = Arrays.copyOfRange(words, 1, words.length);
        Path where = given[0].equals("startproject") ? folder : project;
        if (given[0].equals("importreadings")) {
            given[1] = project.resolve(given[1]).toString();
        }
        Typed typed = Typed.in(where, "", environment, given);
        assertThat(typed.exitCode()).as(line + "\n" + typed.error()).isZero();
        if (given[0].equals("startproject")) {
            Path settings = project.resolve("src/main/java/farm/Settings.java");
            // This process is not in the project's folder.
            Files.writeString(settings, placed(Files.readString(settings), project));
        }
    }

    private static String placed(String settings, Path project) {
        return settings.replace("jdbc:sqlite:db", "jdbc:sqlite:" + project + "/db");
    }

    private static void write(Path project, String block) throws IOException {
        Matcher where = WHERE.matcher(block);
        assertThat(where.lookingAt()).as(block).isTrue();
        Path file = project.resolve(where.group(2));
        String text = block.substring(where.end());
        if (where.group(1) == null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return;
        }
        String name = text.substring(0, text.indexOf(' '));
        Pattern assignment = Pattern.compile("(?<=\\s)" + name + " =.*?;\\n", Pattern.DOTALL);
        String before = Files.readString(file);
        String after =
                assignment
                        .matcher(before)
                        .replaceFirst(Matcher.quoteReplacement(placed(text, project)));
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    /** Compiles and runs the project's tests as Maven would. */
    private void runTests(Path project) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("test-classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        Path made = project.resolve("target/tule/classes");
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            String path =
                    String.join(
                            java.io.File.pathSeparator,
                            made.toString(),
                            System.getProperty("java.class.path"));
            List<Path> sources = ProjectFolder.files(project.resolve("src/test/java"));
            JavaCompiler.CompilationTask task =
                    javac.getTask(
                            null,
                            files,
                            null,
                            List.of("-d", classes.toString(), "-cp", path),
                            null,
                            files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new ModelProcessor()));
            assertThat(task.call()).isTrue();
        }
        URL[] urls = {
            classes.toUri().toURL(),
            made.toUri().toURL(),
            project.resolve("src/main/resources").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            int run = 0;
            for (String name : List.of("registry.RegistryTest", "farm.FrontPageTest")) {
                var type = loader.loadClass(name);
                var constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                for (var method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class)) {
                        method.setAccessible(true);
                        method.invoke(constructor.newInstance());
                        run++;
                    }
                }
            }
            assertThat(run).isEqualTo(3);
        }
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : ProjectFolder.files(root)) {
            String name = root.relativize(file).toString();
            if (!MADE_BY_RUNNING.matcher(name).matches()) {
                texts.put(name, common(root, Files.readString(file, StandardCharsets.UTF_8)));
            }
        }
        return texts;
    }

    /** A file without what is different each time. */
    private static String common(Path root, String text) {
        return text.replace("jdbc:sqlite:" + root + "/db", "jdbc:sqlite:db")
                .replaceAll("insecure-[\\w-]{20,}", "insecure-key-of-the-example-for-nothing-else")
                .replaceAll(
                        "(<tule\\.repository>).*?(</)",
                        "$1\\${project.basedir}/../../server/target/tule/repository$2");
    }
}
