package dev.tule.mtv.staticfiles;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Http404;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Json;
import dev.tule.mtv.MediaTypes;
import dev.tule.mtv.Percent;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.files.FileResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that pages load. Where {@code staticRoot} is set and holds a manifest (see {@link
 * Collector}), names lead to files with hashes in their names, which browsers may keep for ever;
 * else files are found where they lie: in the settings' folders, then in each application's {@code
 * static} folder. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/staticfiles/">Django: static
 *     files</a>
 */
public final class StaticFiles {
    static final String MANIFEST = "staticfiles.json";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final int MAX_NAME = 500;

    /** What a name is made of: no part of it is empty or only dots, none begins with a dot. */
    private static final Pattern NAME =
            Pattern.compile(
                    "[^/\\\\\\x00-\\x1F.][^/\\\\\\x00-\\x1F]*(?:/[^/\\\\\\x00-\\x1F.][^/\\\\\\x00-\\x1F]*)*");

    private final DefaultSettings settings;
    private final Map<String, String> hashedNames;

    public StaticFiles(DefaultSettings settings) {
        this.settings = settings;
        this.hashedNames = manifest(settings);
    }

    private static Map<String, String> manifest(DefaultSettings settings) {
        if (settings.staticRoot == null) {
            return Map.of();
        }
        try {
            String json = Files.readString(settings.staticRoot.resolve(MANIFEST));
            Map<String, String> names = new HashMap<>();
            if (Json.read(json) instanceof Map<?, ?> top
                    && top.get("paths") instanceof Map<?, ?> paths) {
                paths.forEach(
                        (name, hashed) -> names.put(String.valueOf(name), String.valueOf(hashed)));
            }
            return Map.copyOf(names);
        } catch (NoSuchFileException notCollectedYet) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a file: what {@code {% static %}} writes. */
    public String url(String name) {
        return settings.staticUrl + Percent.encodePath(hashedNames.getOrDefault(name, name));
    }

    /** Whether a name from outside stays below the folder that it is sought in. */
    public static boolean isProper(String name) {
        return name.length() <= MAX_NAME && NAME.matcher(name).matches();
    }

    /** Answers with the file that the URL's argument {@code path} names. */
    public Response serve(Request request) {
        String name = request.arg("path");
        if (!isProper(name) || !request.isGet()) {
            throw new Http404("no such file");
        }
        if (settings.staticRoot != null && hashedNames.containsValue(name)) {
            return FileResponse.of(request, settings.staticRoot.resolve(name), name)
                    .with("Cache-Control", FOR_EVER);
        }
        for (Path folder : settings.staticFolders) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return FileResponse.of(request, file, name);
            }
        }
        return ofApps(name).orElseThrow(() -> new Http404("no such file"));
    }

    private Optional<Response> ofApps(String name) {
        for (AppConfig app : settings.apps) {
            try (InputStream in = app.getClass().getResourceAsStream("static/" + name)) {
                if (in != null) {
                    return Optional.of(
                            Response.of(
                                            HttpStatus.OK,
                                            new Response.Content.Bytes(in.readAllBytes()))
                                    .with("Content-Type", MediaTypes.of(name))
                                    .with("Cache-Control", "no-cache"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }
}
