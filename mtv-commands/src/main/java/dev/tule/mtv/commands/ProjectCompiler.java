package dev.tule.mtv.commands;

import dev.tule.mtv.compiler.ModelProcessor;
import dev.tule.mtv.management.CommandError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a project's sources with the JDK that runs, models enhanced, into {@code
 * target/tule/classes}. What has not changed since is not compiled again, nor by the next command.
 */
final class ProjectCompiler {
    private final ProjectFolder folder;

    ProjectCompiler(ProjectFolder folder) {
        this.folder = folder;
    }

    /**
     * Compiles all sources where one of them has changed.
     *
     * @throws CompileError where they can't be
     */
    void compile(SourceState state, List<Path> classPath) throws CommandError {
        Path stamp = folder.work().resolve("compiled");
        if (Files.exists(stamp) && ProjectFolder.text(stamp).equals(state.code())) {
            return;
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new CommandError(
                    "This Java has no compiler: run Tule with a JDK (TULE_JAVA_HOME).");
        }
        List<Path> sources = folder.javaFiles();
        if (sources.isEmpty()) {
            throw new CommandError("There are no Java sources in " + folder.sources() + ".");
        }
        try {
            Files.deleteIfExists(stamp);
            clear(folder.classes());
            Files.createDirectories(folder.classes());
            run(javac, sources, classPath);
            Files.writeString(stamp, state.code());
        } catch (IOException e) {
            throw new CommandError("The project can't be compiled: " + e.getMessage(), e);
        }
    }

    private void run(JavaCompiler javac, List<Path> sources, List<Path> classPath)
            throws IOException, CompileError {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of(
                            "-d",
                            folder.classes().toString(),
                            "-cp",
                            classPath.stream()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(java.io.File.pathSeparator)),
                            "-parameters",
                            "-g",
                            "-nowarn");
            JavaCompiler.CompilationTask task =
                    javac.getTask(
                            null,
                            files,
                            diagnostics,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new ModelProcessor()));
            if (!task.call()) {
                throw CompileError.of(folder.root(), diagnostics.getDiagnostics());
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    /**
     * What projects are compiled against: this jar and those that its manifest names, so that
     * nothing is found that Maven would not find; classes in folders, in Tule's own tests.
     */
    static List<Path> tulesOwn() {
        Path here = locationOf(ProjectCompiler.class);
        if (here.toString().endsWith(".jar")) {
            return List.of(here);
        }
        return Stream.of(
                        System.getProperty("java.class.path", "").split(java.io.File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
