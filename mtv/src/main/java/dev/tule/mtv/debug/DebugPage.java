package dev.tule.mtv.debug;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.template.Template;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.template.TemplateEngine;
import dev.tule.mtv.template.TemplateError;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The page that a developer sees: what failed, where, with which values. Shows no secrets. */
final class DebugPage {
    private static final int CONTEXT_LINES = 5;
    private static final int MAX_FRAMES = 40;

    /** Its own styles within the page, and nothing else. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final TemplateEngine ENGINE =
            new TemplateEngine(
                    List.of(TemplateEngine.resources(DebugPage.class, "", false)),
                    List.of(),
                    List.of(),
                    false);

    private DebugPage() {}

    /** A line of source. */
    public record Line(int number, String text, boolean current) {}

    /** A place in the stack. */
    public record Frame(String method, String file, int line, List<Line> source, boolean own) {}

    /** A name and what is shown of its value. */
    public record Entry(String name, String value) {}

    static Response notFound(Request request, Throwable failure) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("method", request.method());
        values.put("path", request.path());
        values.put("message", failure.getMessage());
        values.put("matched", request.resolverMatch().map(match -> match.route()).orElse(null));
        values.put("patterns", request.project().urls().patterns());
        if (request.path().equals("/") && request.resolverMatch().isEmpty()) {
            return page("welcome.html", values, HttpStatus.OK);
        }
        return page("technical_404.html", values, HttpStatus.NOT_FOUND);
    }

    static Response of(Request request, Throwable failure, int status) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("method", request.method());
        values.put("path", request.path());
        values.put("title", failure.getClass().getSimpleName());
        values.put("message", failure.getMessage());
        values.put("causes", causes(failure));
        values.put("variables", variables(failure));
        values.put("template", template(request.project(), failure).orElse(null));
        values.put("frames", frames(request.project().settings(), root(failure)));
        values.put("query", entries(request.query().names(), n -> request.query().getList(n)));
        values.put("cookies", entries(request.cookies().keySet(), n -> Secrets.HIDDEN));
        values.put("headers", headers(request));
        values.put("settings", settings(request.project().settings()));
        return page("technical_500.html", values, status);
    }

    private static Response page(String name, Map<String, @Nullable Object> values, int status) {
        String html = ENGINE.get(name).render(TemplateContext.of(values));
        return Response.html(html)
                .withStatus(status)
                .with("Content-Security-Policy", POLICY)
                .with("Cache-Control", "no-store");
    }

    private static Throwable root(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; i < 20 && at.getCause() != null; i++) {
            at = at.getCause();
        }
        return at;
    }

    private static List<String> causes(Throwable failure) {
        List<String> causes = new ArrayList<>();
        Throwable at = failure.getCause();
        for (int i = 0; i < 20 && at != null; i++) {
            causes.add(at.toString());
            at = at.getCause();
        }
        return causes;
    }

    private static List<Entry> variables(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TemplateError error) {
                Map<String, @Nullable Object> known = error.variables();
                return entries(known.keySet(), known::get);
            }
        }
        return List.of();
    }

    private static Optional<Frame> template(Project project, Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TemplateError error) {
                String source = source(project, error);
                return Optional.of(
                        new Frame(
                                "",
                                error.template(),
                                error.line(),
                                around(source.split("\n", -1), error.line()),
                                true));
            }
        }
        return Optional.empty();
    }

    private static String source(Project project, TemplateError error) {
        try {
            return project.templates().find(error.template()).map(Template::source).orElse("");
        } catch (TemplateError notCompiled) {
            return project.templates().text(error.template()).orElse("");
        }
    }

    private static List<Line> around(String[] lines, int line) {
        List<Line> shown = new ArrayList<>();
        int last = Math.min(lines.length, line + CONTEXT_LINES);
        for (int i = Math.max(1, line - CONTEXT_LINES); i <= last; i++) {
            shown.add(new Line(i, lines[i - 1], i == line));
        }
        return shown;
    }

    private static List<Frame> frames(DefaultSettings settings, Throwable failure) {
        List<Frame> frames = new ArrayList<>();
        for (StackTraceElement element : failure.getStackTrace()) {
            if (frames.size() == MAX_FRAMES) {
                break;
            }
            List<Line> source = javaSource(settings, element);
            frames.add(
                    new Frame(
                            element.getClassName() + "." + element.getMethodName(),
                            String.valueOf(element.getFileName()),
                            element.getLineNumber(),
                            source,
                            !source.isEmpty()));
        }
        return frames;
    }

    private static List<Line> javaSource(DefaultSettings settings, StackTraceElement element) {
        String file = element.getFileName();
        if (file == null || element.getLineNumber() < 1) {
            return List.of();
        }
        int dot = element.getClassName().lastIndexOf('.');
        String folder =
                dot < 0 ? "" : element.getClassName().substring(0, dot).replace('.', '/') + "/";
        for (Path root : settings.sourceFolders) {
            Path path = root.resolve(folder + file);
            if (Files.isRegularFile(path)) {
                try {
                    return around(
                            Files.readAllLines(path).toArray(String[]::new),
                            element.getLineNumber());
                } catch (IOException unreadable) {
                    return List.of();
                }
            }
        }
        return List.of();
    }

    private interface Lookup {
        @Nullable Object of(String name);
    }

    private static List<Entry> entries(Iterable<String> names, Lookup lookup) {
        List<Entry> entries = new ArrayList<>();
        names.forEach(name -> entries.add(new Entry(name, Secrets.shown(name, lookup.of(name)))));
        return entries;
    }

    private static List<Entry> headers(Request request) {
        return request.headers().fields().stream()
                .map(field -> new Entry(field.name(), Secrets.shown(field.name(), field.value())))
                .toList();
    }

    private static List<Entry> settings(DefaultSettings settings) {
        Map<String, String> values = new TreeMap<>();
        for (Field field : settings.getClass().getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    values.put(
                            field.getName(), Secrets.shown(field.getName(), field.get(settings)));
                } catch (IllegalAccessException e) {
                    values.put(field.getName(), "(not readable)");
                }
            }
        }
        return values.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
    }
}
