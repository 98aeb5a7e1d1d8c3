package dev.tule.server.cloud;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code GET /health} with 200 in front of another handler. A signed request passes: to S3,
 * {@code /health} is a bucket of that name.
 *
 * @param next answers everything else
 */
record Health(Handler next) implements Handler {
    private static final byte[] OK = "ok\n".getBytes(StandardCharsets.UTF_8);

    @Override
    public Response handle(Request request) throws Exception {
        boolean asked =
                request.rawPath().equals("/health")
                        && request.rawQuery().isEmpty()
                        && (request.method().equals("GET") || request.method().equals("HEAD"))
                        && !request.headers().contains("Authorization");
        if (!asked) {
            return next.handle(request);
        }
        Headers headers =
                Headers.of(
                        "Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store");
        return new Response.Bytes(200, headers, OK);
    }
}
