package dev.tule.wamp.client;

import dev.tule.http.Headers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cookies of one router's address, which it sets when a WebSocket is opened and gets back when
 * the next one is. They last as long as the client; their attributes don't count. Safe for use by
 * many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265">RFC 6265</a>
 */
final class Cookies {
    private static final int MOST = 16;

    private final Map<String, String> values = new TreeMap<>();

    /** Keeps what the router's answer sets. */
    synchronized void keep(Headers answer) {
        for (String line : answer.all("Set-Cookie")) {
            String[] pair = line.split(";", 2)[0].split("=", 2);
            if (pair.length == 2 && (values.size() < MOST || values.containsKey(pair[0]))) {
                values.put(pair[0].strip(), pair[1].strip());
            }
        }
    }

    /** The header that gives them back; none where there are none. */
    synchronized Headers request() {
        if (values.isEmpty()) {
            return Headers.none();
        }
        String all =
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("; "));
        return Headers.of("Cookie", all);
    }
}
