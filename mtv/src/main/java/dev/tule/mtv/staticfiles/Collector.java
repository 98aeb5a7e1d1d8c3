package dev.tule.mtv.staticfiles;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts every static file into one folder, under its own name and under one with a hash of its
 * content, and writes the manifest that tells which is which. Style sheets' {@code url(...)}s are
 * rewritten to the hashed names. What {@code collectstatic} runs.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/contrib/staticfiles/#manifeststaticfilesstorage">
 *     Django: ManifestStaticFilesStorage</a>
 */
public final class Collector {
    private static final int HASH_LENGTH = 12;
    private static final Pattern CSS_URL =
            Pattern.compile("url\\(\\s*['\"]?([^'\")\\s?#]+)([?#][^'\")\\s]*)?['\"]?\\s*\\)");

    private final DefaultSettings settings;
    private final Path root;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> hashed = new TreeMap<>();

    /**
     * Collects for a project.
     *
     * @throws ImproperlyConfigured where the settings have no {@code staticRoot}
     */
    public Collector(DefaultSettings settings) {
        if (settings.staticRoot == null) {
            throw new ImproperlyConfigured("staticRoot must be set to collect static files");
        }
        this.settings = settings;
        this.root = settings.staticRoot;
    }

    /** Writes the files and the manifest; returns the hashed names by their own. */
    public Map<String, String> collect() throws IOException {
        for (Path folder : settings.staticFolders) {
            read(folder);
        }
        for (AppConfig app : settings.apps) {
            readResources(app);
        }
        // Style sheets last: their content, and so their hash, holds others' names.
        for (boolean styles : List.of(false, true)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (file.getKey().endsWith(".css") == styles) {
                    write(file.getKey(), styles ? rewritten(file) : file.getValue());
                }
            }
        }
        Map<String, Object> manifest = new TreeMap<>();
        manifest.put("version", "1.1");
        manifest.put("paths", hashed);
        Files.writeString(root.resolve(StaticFiles.MANIFEST), Json.write(manifest));
        return hashed;
    }

    private void readResources(AppConfig app) throws IOException {
        URL folder = app.getClass().getResource("static");
        if (folder == null) {
            return;
        }
        try {
            URI uri = folder.toURI();
            if (uri.getScheme().equals("file")) {
                read(Path.of(uri));
            } else if (uri.getScheme().equals("jar")) {
                String[] parts = uri.toString().split("!", 2);
                try (FileSystem jar = FileSystems.newFileSystem(URI.create(parts[0]), Map.of())) {
                    read(jar.getPath(parts[1]));
                }
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private void read(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                // The first folder that has a name wins, as it does when files are served.
                if (StaticFiles.isProper(name) && !files.containsKey(name)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
    }

    private void write(String name, byte[] content) throws IOException {
        int dot = name.lastIndexOf('.');
        int end = dot <= name.lastIndexOf('/') ? name.length() : dot;
        String withHash = name.substring(0, end) + "." + hash(content) + name.substring(end);
        for (String each : List.of(name, withHash)) {
            Path target = root.resolve(each);
            Files.createDirectories(target.getParent());
            Files.write(target, content);
        }
        hashed.put(name, withHash);
    }

    private byte[] rewritten(Map.Entry<String, byte[]> file) {
        String css = new String(file.getValue(), StandardCharsets.UTF_8);
        Matcher url = CSS_URL.matcher(css);
        StringBuilder out = new StringBuilder();
        while (url.find()) {
            String target = resolved(file.getKey(), url.group(1));
            String known = hashed.get(target);
            String rest = url.group(2) == null ? "" : url.group(2);
            url.appendReplacement(
                    out,
                    Matcher.quoteReplacement(
                            known == null
                                    ? url.group()
                                    : "url(\"" + settings.staticUrl + known + rest + "\")"));
        }
        return url.appendTail(out).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The name of what a style sheet refers to; absolute addresses stay what they are. */
    private String resolved(String sheet, String reference) {
        if (reference.startsWith(settings.staticUrl)) {
            return reference.substring(settings.staticUrl.length());
        }
        if (reference.contains(":") || reference.startsWith("/")) {
            return reference;
        }
        return URI.create("/" + sheet).resolve(reference).getPath().substring(1);
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
