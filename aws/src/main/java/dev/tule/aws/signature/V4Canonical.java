package dev.tule.aws.signature;

import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Canonical requests, Version 4 ("Create a canonical request", IAM User Guide). Clients are known
 * to write some of them differently without asking for anything else: old boto leaves spaces within
 * quotes alone, a few sign header values in UTF-8 and send them in Latin-1, a few don't normalise
 * paths. So there can be several; each covers everything that was sent, and a match of any proves
 * the same.
 */
final class V4Canonical {
    private final String method;
    private final String query;
    private final Headers headers;
    private final List<String> signedHeaders;
    private final List<String> hosts;
    private final List<String> payloads;
    private final Set<String> paths = new LinkedHashSet<>();

    /**
     * @param hosts the values that the host header may have been signed with
     * @param payloads the last lines to try: a hash, or a word in its place
     */
    V4Canonical(
            Request request,
            V4Claim claim,
            QueryParameters query,
            List<String> hosts,
            List<String> payloads,
            Family family)
            throws UriText.Malformed {
        this.method = request.method();
        this.query = query.canonical(V4Claim.SIGNATURE_PARAMETER);
        this.headers = request.headers();
        this.signedHeaders = claim.signedHeaders();
        this.hosts = hosts;
        this.payloads = payloads;
        if (family == Family.S3) {
            paths.add(UriText.encodedOnce(request.rawPath()));
            paths.add(request.rawPath());
        } else {
            paths.add(UriText.encodedTwice(request.rawPath()));
            paths.add(UriText.encode(request.rawPath(), false));
        }
    }

    /** The canonical request as the specification has it. */
    String first() {
        return text(hosts.getFirst(), paths.iterator().next(), payloads.getFirst(), true);
    }

    /** Whether any of the canonical requests passes a test; the likeliest is tried first. */
    boolean anyMatches(Predicate<byte[]> test) {
        boolean spaced = signedHeaders.stream().anyMatch(name -> values(name).contains("  "));
        for (String host : hosts) {
            for (String path : paths) {
                for (String payload : payloads) {
                    if (matches(text(host, path, payload, true), test)
                            || (spaced && matches(text(host, path, payload, false), test))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean matches(String text, Predicate<byte[]> test) {
        Charset first = StandardCharsets.UTF_8;
        if (test.test(text.getBytes(first))) {
            return true;
        }
        boolean latin = text.chars().anyMatch(c -> c > 127) && text.chars().allMatch(c -> c < 256);
        return latin && test.test(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String text(String host, String path, String payload, boolean foldSpaces) {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append('\n').append(path).append('\n').append(query).append('\n');
        for (String name : signedHeaders) {
            text.append(name).append(':');
            String value = name.equals("host") ? host : values(name);
            text.append(foldSpaces ? folded(value) : value).append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payload);
        return text.toString();
    }

    /** Every value of a name, each without spaces around it, joined by commas. */
    private String values(String name) {
        String values = null;
        for (Headers.Field field : headers.fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                String value = field.value().strip();
                values = values == null ? value : values + "," + value;
            }
        }
        return values == null ? "" : values;
    }

    /** Runs of white space become one space. */
    private static String folded(String value) {
        if (!value.contains("  ") && value.indexOf('\t') < 0) {
            return value;
        }
        StringBuilder folded = new StringBuilder(value.length());
        boolean space = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isSpace = c == ' ' || c == '\t';
            if (!isSpace || !space) {
                folded.append(isSpace ? ' ' : c);
            }
            space = isSpace;
        }
        return folded.toString();
    }
}
