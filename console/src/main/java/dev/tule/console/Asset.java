package dev.tule.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of the page, kept in memory.
 *
 * @param type its media type
 * @param content its bytes, never changed
 */
record Asset(String type, @SuppressWarnings("ArrayRecordComponent") byte[] content) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** The page's files by the path they are served at. */
    static Map<String, Asset> ofThePage() {
        Map<String, Asset> assets = new HashMap<>();
        assets.put("/", of("index.html", HTML));
        assets.put("/assets/console.css", of("console.css", "text/css; charset=utf-8"));
        assets.put("/assets/console.js", of("console.js", SCRIPT));
        assets.put("/assets/chart.js", of("chart.js", SCRIPT));
        assets.put("/assets/wamp.js", of("wamp.js", SCRIPT));
        assets.put("/assets/icon.svg", of("icon.svg", "image/svg+xml"));
        return Map.copyOf(assets);
    }

    private static Asset of(String name, String type) {
        try (InputStream file = Asset.class.getResourceAsStream("page/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the page's file " + name + " is missing");
            }
            return new Asset(type, file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
