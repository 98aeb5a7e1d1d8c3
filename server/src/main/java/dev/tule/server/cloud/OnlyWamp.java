package dev.tule.server.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;

/** What a listener that serves WAMP alone tells browsers. */
final class OnlyWamp implements Handler {
    @Override
    public Response handle(Request request) {
        return new Response.Bytes(
                404,
                Headers.of("Content-Type", "text/plain; charset=utf-8"),
                "Here is WAMP alone; the console is on the web port.\n".getBytes(UTF_8));
    }
}
