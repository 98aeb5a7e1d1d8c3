package dev.tule.mtv.files;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditional requests (RFC 9110 section 13): whether what the client has is still good.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/conditional-view-processing/">Django:
 *     conditional view processing</a>
 */
public final class Conditions {
    /** What a 304 may carry (RFC 9110 section 15.4.5). */
    private static final Set<String> WITH_NOT_MODIFIED =
            Set.of(
                    "cache-control",
                    "content-location",
                    "date",
                    "etag",
                    "expires",
                    "last-modified",
                    "vary");

    private Conditions() {}

    /**
     * The answer in place of the content: 304 or 412; empty where the content is to be sent.
     *
     * @param etag of the content, with its quotes; null where it has none
     * @param modified when it was; null where that isn't known
     */
    public static Optional<Integer> check(
            Request request, @Nullable String etag, @Nullable Instant modified) {
        Optional<String> ifMatch = request.header("If-Match");
        if (ifMatch.isPresent() && !matchesStrongly(ifMatch.get(), etag)) {
            return Optional.of(HttpStatus.PRECONDITION_FAILED);
        }
        Optional<Instant> unmodified =
                request.header("If-Unmodified-Since").flatMap(HttpDates::parse);
        if (ifMatch.isEmpty() && unmodified.isPresent() && isAfter(modified, unmodified.get())) {
            return Optional.of(HttpStatus.PRECONDITION_FAILED);
        }
        Optional<String> ifNoneMatch = request.header("If-None-Match");
        if (ifNoneMatch.isPresent()) {
            if (!matchesWeakly(ifNoneMatch.get(), etag)) {
                return Optional.empty();
            }
            return Optional.of(
                    request.isGet() ? HttpStatus.NOT_MODIFIED : HttpStatus.PRECONDITION_FAILED);
        }
        Optional<Instant> since = request.header("If-Modified-Since").flatMap(HttpDates::parse);
        boolean old = since.isPresent() && modified != null && !isAfter(modified, since.get());
        return request.isGet() && old ? Optional.of(HttpStatus.NOT_MODIFIED) : Optional.empty();
    }

    /** A 304 with what it may carry of the response that it stands for. */
    public static Response notModified(Response full) {
        Response bare = Response.status(HttpStatus.NOT_MODIFIED);
        for (var field : full.headers()) {
            if (WITH_NOT_MODIFIED.contains(field.name().toLowerCase(java.util.Locale.ROOT))) {
                bare = bare.with(field.name(), field.value());
            }
        }
        for (var cookie : full.cookies().values()) {
            bare = bare.withCookie(cookie);
        }
        return bare;
    }

    private static boolean isAfter(@Nullable Instant modified, Instant since) {
        return modified == null || modified.truncatedTo(ChronoUnit.SECONDS).isAfter(since);
    }

    private static boolean matchesStrongly(String list, @Nullable String etag) {
        return list.strip().equals("*")
                ? etag != null
                : etag != null && !etag.startsWith("W/") && contains(list, etag);
    }

    private static boolean matchesWeakly(String list, @Nullable String etag) {
        if (etag == null) {
            return false;
        }
        return list.strip().equals("*") || contains(list.replace("W/", ""), weak(etag));
    }

    private static String weak(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    private static boolean contains(String list, String etag) {
        for (String entry : list.split(",", -1)) {
            if (entry.strip().equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
