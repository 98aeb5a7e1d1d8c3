package dev.tule.mtv.template;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.Project;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A project's templates, compiled when first asked for. While debugging, a template that has
 * changed is compiled anew. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/templates/">Django: templates</a>
 */
public final class TemplateEngine {
    private static final int MAX_NAME = 300;
    private static final Pattern NAME =
            Pattern.compile("[\\w@+-][\\w.@+-]*(?:/[\\w@+-][\\w.@+-]*)*");

    private final List<TemplateLoader> loaders;
    private final Map<String, Library.Registered> filters = new HashMap<>();
    private final Map<String, TagParser> tags = new HashMap<>();
    private final List<ContextProcessor> contextProcessors;
    private final boolean reload;
    private final Map<String, Compiled> templates = new ConcurrentHashMap<>();

    private record Compiled(Template template, Object version) {}

    /**
     * An engine of its own, outside of a project.
     *
     * @param reload whether to look each time if a template has changed
     */
    public TemplateEngine(
            List<TemplateLoader> loaders,
            List<Library> libraries,
            List<ContextProcessor> contextProcessors,
            boolean reload) {
        this.loaders = List.copyOf(loaders);
        this.contextProcessors = List.copyOf(contextProcessors);
        this.reload = reload;
        for (Library library : BuiltIns.LIBRARIES) {
            add(library);
        }
        libraries.forEach(this::add);
    }

    private void add(Library library) {
        filters.putAll(library.filters());
        tags.putAll(library.tags());
    }

    /** The engine that a project's settings ask for. */
    public static TemplateEngine of(Project project) {
        var settings = project.settings();
        List<TemplateLoader> loaders = new ArrayList<>();
        settings.templateFolders.forEach(folder -> loaders.add(folder(folder)));
        List<Library> libraries = new ArrayList<>();
        for (AppConfig app : settings.apps) {
            loaders.add(resources(app.getClass(), "templates/", settings.debug));
            libraries.addAll(app.templateLibraries());
        }
        loaders.add(resources(TemplateEngine.class, "built-in/", settings.debug));
        libraries.addAll(settings.templateLibraries);
        List<ContextProcessor> processors = new ArrayList<>();
        processors.add(BuiltIns::ofRequest);
        processors.addAll(settings.contextProcessors);
        return new TemplateEngine(loaders, libraries, processors, settings.debug);
    }

    /** Templates in a folder. */
    public static TemplateLoader folder(Path folder) {
        return name -> {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file)
                    ? Optional.of(
                            new TemplateLoader.Source(
                                    Files.readString(file), Files.getLastModifiedTime(file)))
                    : Optional.empty();
        };
    }

    /** Templates beside a class. */
    public static TemplateLoader resources(Class<?> beside, String folder, boolean watched) {
        return name -> {
            var url = beside.getResource(folder + name);
            if (url == null) {
                return Optional.empty();
            }
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Object version = watched ? connection.getLastModified() : 0;
                return Optional.of(new TemplateLoader.Source(text, version));
            }
        };
    }

    Map<String, Library.Registered> filters() {
        return filters;
    }

    Map<String, TagParser> tags() {
        return tags;
    }

    List<ContextProcessor> contextProcessors() {
        return contextProcessors;
    }

    /**
     * A template, or with {@code name#part} a part of one.
     *
     * @throws TemplateDoesNotExist where no loader has it
     * @throws TemplateError where it can't be compiled
     */
    public Template get(String name) {
        int hash = name.indexOf('#');
        if (hash > 0) {
            return get(name.substring(0, hash)).partial(name.substring(hash + 1));
        }
        return find(name).orElseThrow(() -> new TemplateDoesNotExist(name));
    }

    /** The template; empty where no loader has it. */
    public Optional<Template> find(String name) {
        Compiled known = templates.get(name);
        if (known != null && !reload) {
            return Optional.of(known.template);
        }
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Optional<TemplateLoader.Source> source = load(name);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (known != null && known.version.equals(source.get().version())) {
            return Optional.of(known.template);
        }
        Template template = Template.compile(this, name, source.get().text());
        templates.put(name, new Compiled(template, source.get().version()));
        return Optional.of(template);
    }

    /** A template's text as it lies there, compiled or not. */
    public Optional<String> text(String name) {
        return NAME.matcher(name).matches()
                ? load(name).map(TemplateLoader.Source::text)
                : Optional.empty();
    }

    private Optional<TemplateLoader.Source> load(String name) {
        try {
            for (TemplateLoader loader : loaders) {
                Optional<TemplateLoader.Source> source = loader.load(name);
                if (source.isPresent()) {
                    return source;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiles a text that lies in no file.
     *
     * @param name for error messages, and by its suffix for how to escape
     */
    public Template compile(String name, String source) {
        return Template.compile(this, name, source);
    }
}
