package dev.tule.ec2.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request of a machine's: the first line and the fields of HTTP/1.1's, since no request to the
 * metadata service has content that matters.
 *
 * @param path without the query
 * @param fields by name, in lower case
 */
record MetadataRequest(String method, String path, Map<String, String> fields) {
    private static final int MOST_BYTES = 8 << 10;
    private static final int MOST_FIELDS = 64;

    /** What came is no request. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** Reads one request, up to the empty line. */
    static MetadataRequest read(InputStream in) throws IOException {
        int[] left = {MOST_BYTES};
        String[] words = line(in, left).split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/")) {
            throw new Malformed("not a request of HTTP/1");
        }
        Map<String, String> fields = new HashMap<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() >= MOST_FIELDS) {
                throw new Malformed("a field without a colon, or too many");
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int query = words[1].indexOf('?');
        String path = query < 0 ? words[1] : words[1].substring(0, query);
        return new MetadataRequest(words[0], path, fields);
    }

    private static String line(InputStream in, int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new Malformed("the connection ended within a request");
            }
            if (--left[0] < 0) {
                throw new Malformed("the request is too long");
            }
            if (next == '\n') {
                int length = line.length();
                boolean carriage = length > 0 && line.charAt(length - 1) == '\r';
                return carriage ? line.substring(0, length - 1) : line.toString();
            }
            line.append((char) next);
        }
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** What is answered. */
    record Answer(
            int status,
            String type,
            @SuppressWarnings("ArrayRecordComponent") byte[] body,
            Map<String, String> fields) {
        static Answer text(String body) {
            return new Answer(200, "text/plain", body.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        static Answer refusal(int status) {
            String title =
                    switch (status) {
                        case 400 -> "Bad Request";
                        case 401 -> "Unauthorized";
                        case 403 -> "Forbidden";
                        case 404 -> "Not Found";
                        case 405 -> "Method Not Allowed";
                        default -> "Internal Server Error";
                    };
            String body =
                    """
                    <?xml version="1.0" encoding="iso-8859-1"?>
                    <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
                    <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
                     <head>
                      <title>%1$d - %2$s</title>
                     </head>
                     <body>
                      <h1>%1$d - %2$s</h1>
                     </body>
                    </html>
                    """
                            .formatted(status, title);
            return new Answer(status, "text/html", body.getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }
}
