package dev.tule.mtv;

import java.util.Locale;
import java.util.Map;

/** Media types by a file's suffix. */
public final class MediaTypes {
    private static final String BINARY = "application/octet-stream";
    private static final Map<String, String> BY_SUFFIX =
            Map.ofEntries(
                    Map.entry("avif", "image/avif"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("csv", "text/csv; charset=utf-8"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("ico", "image/vnd.microsoft.icon"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("md", "text/markdown; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("png", "image/png"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("zip", "application/zip"));

    private MediaTypes() {}

    /** Of a file; {@code application/octet-stream} where the suffix says nothing. */
    public static String of(String fileName) {
        String suffix = fileName.substring(fileName.lastIndexOf('.') + 1);
        return BY_SUFFIX.getOrDefault(suffix.toLowerCase(Locale.ROOT), BINARY);
    }

    /** Of what a template makes; HTML where its suffix says nothing. */
    static String ofPage(String template) {
        String type = of(template);
        return type.equals(BINARY) ? "text/html; charset=utf-8" : type;
    }
}
