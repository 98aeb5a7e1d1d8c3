package dev.tule.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Handlers by the beginning of the path: {@code /lp} takes {@code /lp} and {@code /lp/open}, not
 * {@code /lpx}; the longest that fits wins. Immutable.
 */
public final class Mounts implements Handler {
    private final Map<String, Handler> mounted;
    private final Handler otherwise;

    private Mounts(Map<String, Handler> mounted, Handler otherwise) {
        this.mounted = mounted;
        this.otherwise = otherwise;
    }

    /** Nothing mounted yet: all requests go to that handler. */
    public static Mounts on(Handler otherwise) {
        return new Mounts(Map.of(), otherwise);
    }

    /**
     * One handler more.
     *
     * @param path begins with a slash and doesn't end with one; compared as sent
     */
    public Mounts with(String path, Handler handler) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a path to mount at begins with a slash and doesn't end with one: " + path);
        }
        Map<String, Handler> more = new LinkedHashMap<>(mounted);
        if (more.put(path, handler) != null) {
            throw new IllegalArgumentException("two handlers are mounted at " + path);
        }
        return new Mounts(more, otherwise);
    }

    @Override
    public Response handle(Request request) throws Exception {
        String path = request.rawPath();
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            Handler handler = mounted.get(path.substring(0, end));
            if (handler != null) {
                return handler.handle(request);
            }
        }
        return otherwise.handle(request);
    }
}
