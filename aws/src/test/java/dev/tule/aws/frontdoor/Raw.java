package dev.tule.aws.frontdoor;

import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Requests as bytes, and what comes back. */
final class Raw {
    private Raw() {}

    /** An answer: its status, its headers and its text. */
    record Answer(int status, Headers headers, String text) {}

    static Answer send(
            FrontDoor door,
            String method,
            String authority,
            String target,
            Headers headers,
            String body)
            throws Exception {
        Response response = door.handle(request(method, authority, target, headers, body));
        return new Answer(
                response.status(),
                response.headers(),
                new String(InProcessHttp.content(response), StandardCharsets.UTF_8));
    }

    static Request request(String method, String authority, String target) {
        return request(method, authority, target, Headers.none(), "");
    }

    private static Request request(
            String method, String authority, String target, Headers headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        int question = target.indexOf('?');
        return new Request(
                method,
                "http",
                authority,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                InProcessHttp.body(
                        new ByteArrayInputStream(content), OptionalLong.of(content.length)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    static Answer json(FrontDoor door, String target, String body) throws Exception {
        Headers headers =
                Headers.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.0");
        return send(door, "POST", "localhost:4566", "/", headers, body);
    }

    static Answer form(FrontDoor door, String body) throws Exception {
        Headers headers =
                Headers.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return send(door, "POST", "localhost:4566", "/", headers, body);
    }

    static Answer get(FrontDoor door, String authority, String target) throws Exception {
        return send(door, "GET", authority, target, Headers.none(), "");
    }
}
