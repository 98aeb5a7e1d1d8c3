package dev.tule.mtv.middleware;

import dev.tule.mtv.Attribute;
import dev.tule.mtv.Percent;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Gives each request an id, in {@code X-Request-ID}, and writes a line for it to the logger {@code
 * dev.tule.mtv.access}: at INFO while debugging, else at DEBUG. Never a query, which may hold
 * secrets. Ids that clients send are not taken over.
 */
public final class AccessLogMiddleware implements View {
    /** The id of a request. */
    public static final Attribute<String> REQUEST_ID = Attribute.of("request id", String.class);

    private static final System.Logger LOG = System.getLogger("dev.tule.mtv.access");

    private final RandomGenerator random;
    private final Level level;
    private final View next;

    public AccessLogMiddleware(Project project, View next) {
        this.random = project.settings().random;
        this.level = project.settings().debug ? Level.INFO : Level.DEBUG;
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        String id = HexFormat.of().toHexDigits(random.nextLong());
        request.set(REQUEST_ID, id);
        long start = System.nanoTime();
        Response response = next.handle(request);
        if (LOG.isLoggable(level)) {
            long micros = (System.nanoTime() - start) / 1000;
            LOG.log(
                    level,
                    "%s %s %d %d.%03d ms %s"
                            .formatted(
                                    request.method(),
                                    Percent.encodePath(request.path()),
                                    response.status(),
                                    micros / 1000,
                                    micros % 1000,
                                    id));
        }
        return response.with("X-Request-ID", id);
    }
}
