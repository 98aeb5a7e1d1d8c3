package dev.tule.mtv.middleware;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.files.Conditions;
import dev.tule.mtv.files.HttpDates;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Gives pages an ETag of their content, and answers 304 to those who have it. A page with a CSRF
 * token in it differs each time.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#module-django.middleware.http">
 *     Django: ConditionalGetMiddleware</a>
 */
public final class ConditionalGetMiddleware implements View {
    private static final int HASH_BYTES = 16;

    private final View next;

    public ConditionalGetMiddleware(Project project, View next) {
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        Response response = next.handle(request);
        if (!request.isGet() || response.status() != HttpStatus.OK) {
            return response;
        }
        boolean noStore = response.header("Cache-Control").orElse("").contains("no-store");
        if (!noStore && response.content() instanceof Response.Content.Bytes(byte[] bytes)) {
            response = response.withDefault("ETag", etag(bytes));
        }
        Optional<Instant> modified = response.header("Last-Modified").flatMap(HttpDates::parse);
        Optional<Integer> instead =
                Conditions.check(
                        request, response.header("ETag").orElse(null), modified.orElse(null));
        if (instead.isEmpty()) {
            return response;
        }
        return instead.get() == HttpStatus.NOT_MODIFIED
                ? Conditions.notModified(response)
                : Response.status(instead.get());
    }

    private static String etag(byte[] content) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
        return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES)) + '"';
    }
}
