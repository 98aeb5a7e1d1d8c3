package dev.tule.aws.frontdoor;

import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.util.List;
import java.util.Optional;

/**
 * Lets pages of given origins call the APIs from a browser (Fetch Standard, "CORS protocol"). With
 * no origin it does nothing, and S3's own rules for buckets are S3's business. Immutable.
 */
final class Cors {
    private final List<String> origins;

    Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /** The answer to a preflight request of an allowed origin; empty for every other request. */
    Optional<Response> preflight(Request request) {
        if (!request.method().equals("OPTIONS")
                || !request.headers().contains("Access-Control-Request-Method")) {
            return Optional.empty();
        }
        return origin(request)
                .map(
                        origin ->
                                new Response.Bytes(
                                        200, preflightHeaders(request, origin), new byte[0]));
    }

    private static Headers preflightHeaders(Request request, String origin) {
        String headers = request.headers().first("Access-Control-Request-Headers").orElse("*");
        return Headers.of(
                "Access-Control-Allow-Origin", origin,
                "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE",
                "Access-Control-Allow-Headers", headers,
                "Access-Control-Max-Age", "3600",
                "Vary", "Origin");
    }

    /** The response as an allowed origin may read it. */
    Response allow(Request request, Response response) {
        Optional<String> origin = origin(request);
        if (origin.isEmpty()) {
            return response;
        }
        Headers.Builder more = Headers.builder();
        response.headers().fields().forEach(field -> more.add(field.name(), field.value()));
        Headers headers =
                more.set("Access-Control-Allow-Origin", origin.get())
                        .set("Access-Control-Expose-Headers", "*")
                        .set("Vary", "Origin")
                        .build();
        return switch (response) {
            case Response.Bytes r -> new Response.Bytes(r.status(), headers, r.content());
            case Response.File r ->
                    new Response.File(
                            r.status(), headers, r.path(), r.offsetBytes(), r.lengthBytes());
            case Response.Stream r ->
                    new Response.Stream(r.status(), headers, r.length(), r.writer());
            case Response.Upgrade r -> new Response.Upgrade(headers, r.talk());
        };
    }

    private Optional<String> origin(Request request) {
        return origins.isEmpty()
                ? Optional.empty()
                : request.headers()
                        .first("Origin")
                        .filter(origin -> origins.contains("*") || origins.contains(origin));
    }
}
