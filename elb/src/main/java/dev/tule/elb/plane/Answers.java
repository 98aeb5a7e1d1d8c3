package dev.tule.elb.plane;

import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;

/** What a load balancer answers by itself, as AWS's do. */
final class Answers {
    private static final String SERVER = "awselb/2.0";
    private static final Map<Integer, String> NAMES =
            Map.of(
                    400, "Bad Request",
                    404, "Not Found",
                    502, "Bad Gateway",
                    503, "Service Temporarily Unavailable",
                    504, "Gateway Time-out");

    private Answers() {}

    /** A status with the page that AWS's balancers show; classic ones show none. */
    static Response status(int status, boolean classic) {
        if (classic) {
            return new Response.Bytes(status, Headers.none(), new byte[0]);
        }
        String title = status + " " + NAMES.getOrDefault(status, "");
        String page =
                """
                <html>\r
                <head><title>%s</title></head>\r
                <body>\r
                <center><h1>%s</h1></center>\r
                </body>\r
                </html>\r
                """
                        .formatted(title, title);
        return new Response.Bytes(
                status,
                Headers.of("Server", SERVER, "Content-Type", "text/html"),
                page.getBytes(StandardCharsets.UTF_8));
    }

    static Response fixed(FixedResponseActionConfig config) {
        String body = config.messageBody() == null ? "" : config.messageBody();
        String type = config.contentType() == null ? "text/plain" : config.contentType();
        return new Response.Bytes(
                Integer.parseInt(config.statusCode()),
                Headers.of("Server", SERVER, "Content-Type", type + "; charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A redirect, its keywords filled in from the request (API Reference, RedirectActionConfig).
     */
    static Response redirect(RedirectActionConfig config, Request request, ListenerPlan.Face face) {
        String scheme =
                config.protocol().equals("#{protocol}")
                        ? face.scheme()
                        : config.protocol().toLowerCase(java.util.Locale.ROOT);
        String asked = request.authority();
        int colon = asked.lastIndexOf(':');
        String host = colon > asked.lastIndexOf(']') ? asked.substring(0, colon) : asked;
        Filling filling =
                new Filling(
                        face.scheme(),
                        host,
                        String.valueOf(face.port()),
                        request.rawPath().substring(1),
                        request.rawQuery());
        String toPort = filling.fill(config.port());
        String query = filling.fill(config.query());
        boolean usual = toPort.equals(scheme.equals("https") ? "443" : "80");
        String location =
                scheme
                        + "://"
                        + filling.fill(config.host())
                        + (usual ? "" : ":" + toPort)
                        + filling.fill(config.path())
                        + (query.isEmpty() ? "" : "?" + query);
        int status = config.statusCodeAsString().equals("HTTP_301") ? 301 : 302;
        return new Response.Bytes(
                status,
                Headers.of("Server", SERVER, "Content-Type", "text/html", "Location", location),
                new byte[0]);
    }

    private record Filling(String protocol, String host, String port, String path, String query) {
        String fill(String pattern) {
            return pattern.replace("#{protocol}", protocol)
                    .replace("#{host}", host)
                    .replace("#{port}", port)
                    .replace("#{path}", path)
                    .replace("#{query}", query);
        }
    }
}
