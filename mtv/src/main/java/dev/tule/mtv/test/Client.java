package dev.tule.mtv.test;

import dev.tule.http.Body;
import dev.tule.http.Headers;
import dev.tule.mtv.Cookie;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Middleware;
import dev.tule.mtv.Percent;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.upload.UploadedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A browser for tests: sends requests to a project without sockets, through every middleware, and
 * keeps cookies. Confined to one thread.
 *
 * <p>Forms are sent with a valid token against forgery, unless {@link #enforceCsrfChecks} is
 * called.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/testing/tools/#the-test-client">Django:
 *     the test client</a>
 */
public final class Client {
    private static final int MAX_REDIRECTS = 20;
    private static final String BOUNDARY = "TuleTestClientBoundary";

    private final Project project;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String host = "localhost";
    private String scheme = "http";
    private boolean csrfChecks;
    private boolean following;

    public Client(Project project) {
        this.project = project;
    }

    /** Sends no token of its own: the tested pages must carry one. */
    public Client enforceCsrfChecks() {
        csrfChecks = true;
        return this;
    }

    /** Goes where redirects lead. */
    public Client follow() {
        following = true;
        return this;
    }

    /** Asks for this host from now on. */
    public Client host(String newHost) {
        host = newHost;
        return this;
    }

    /** Asks as if by TLS from now on. */
    public Client secure() {
        scheme = "https";
        return this;
    }

    /** Sends a header with each request from now on; an empty value takes it away. */
    public Client header(String name, String value) {
        if (value.isEmpty()) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** The cookies as the browser has them; changes count. */
    public Map<String, String> cookies() {
        return cookies;
    }

    public ClientResponse get(String path) {
        return send("GET", path, "", new byte[0]);
    }

    public ClientResponse head(String path) {
        return send("HEAD", path, "", new byte[0]);
    }

    /** Sends a form's fields: names and values in turn. */
    public ClientResponse post(String path, String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(Percent.encode(namesAndValues[i]))
                    .append('=')
                    .append(Percent.encode(namesAndValues[i + 1]));
        }
        return send(
                "POST",
                path,
                "application/x-www-form-urlencoded",
                form.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a form with files. */
    public ClientResponse post(
            String path, Map<String, String> fields, Map<String, UploadedFile> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) ->
                        part(
                                body,
                                "name=\"" + name + "\"",
                                value.getBytes(StandardCharsets.UTF_8)));
        files.forEach(
                (name, file) -> {
                    try (InputStream in = file.stream()) {
                        String disposition =
                                "name=\"%s\"; filename=\"%s\"".formatted(name, file.name());
                        part(
                                body,
                                disposition + "\r\nContent-Type: " + file.contentType(),
                                in.readAllBytes());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send("POST", path, "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        String head =
                "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n"
                        .formatted(BOUNDARY, disposition);
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Sends any request. */
    public ClientResponse send(String method, String path, String contentType, byte[] body) {
        List<String> redirects = new ArrayList<>();
        String at = path;
        String by = method;
        byte[] content = body;
        while (true) {
            ClientResponse answer = once(by, at, contentType, content, redirects);
            Response response = answer.response();
            if (!following || !HttpStatus.isRedirect(response.status())) {
                return answer;
            }
            if (redirects.size() == MAX_REDIRECTS) {
                throw new AssertionError("more than " + MAX_REDIRECTS + " redirects: " + redirects);
            }
            at = located(at, response.header("Location").orElseThrow());
            redirects.add(at);
            if (response.status() < HttpStatus.TEMPORARY_REDIRECT) {
                by = by.equals("HEAD") ? "HEAD" : "GET";
                content = new byte[0];
            }
        }
    }

    private static String located(String from, String location) {
        URI target = URI.create("http://localhost").resolve(from).resolve(location);
        return target.getRawPath()
                + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    }

    /**
     * Has a view answer a request of this browser within these layers alone, the first outermost:
     * to prepare a session.
     */
    public Response answer(View view, List<Middleware> layers) {
        View chain = view;
        for (Middleware layer : layers.reversed()) {
            chain = layer.around(project, chain);
        }
        View outermost = chain;
        try (Request request = project.request(wire("GET", "/", "", new byte[0]))) {
            Response response = project.call(() -> outermost.handle(request));
            response.cookies().values().forEach(this::keep);
            return response;
        } catch (Exception e) {
            throw new AssertionError("the view failed", e);
        }
    }

    private ClientResponse once(
            String method, String path, String contentType, byte[] body, List<String> redirects) {
        try (Request request = project.request(wire(method, path, contentType, body))) {
            Response response = project.respond(request);
            response.cookies().values().forEach(this::keep);
            return project.call(() -> ClientResponse.of(response, redirects));
        }
    }

    private dev.tule.http.Request wire(
            String method, String path, String contentType, byte[] body) {
        int question = path.indexOf('?');
        Headers.Builder fields = Headers.builder().add("Host", host);
        headers.forEach(fields::add);
        if (!contentType.isEmpty()) {
            fields.add("Content-Type", contentType);
        }
        if (!csrfChecks && !method.equals("GET") && !method.equals("HEAD")) {
            addToken(fields);
        }
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + Percent.encode(value)));
            fields.add("Cookie", String.join("; ", pairs));
        }
        return new dev.tule.http.Request(
                method,
                scheme,
                host,
                question < 0 ? path : path.substring(0, question),
                question < 0 ? "" : path.substring(question + 1),
                fields.build(),
                new Given(new ByteArrayInputStream(body), body.length),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 49_152));
    }

    private void addToken(Headers.Builder fields) {
        var settings = project.settings();
        // A valid pair, as a page of the site would have left it.
        String secret = cookies.computeIfAbsent(settings.csrfCookieName, k -> "A".repeat(32));
        fields.add(settings.csrfHeaderName, secret);
        if (scheme.equals("https") && !headers.containsKey("Referer")) {
            fields.add("Referer", "https://" + host + "/");
        }
    }

    private void keep(Cookie cookie) {
        if (cookie.maxAge() != null && cookie.maxAge().isZero()) {
            cookies.remove(cookie.name());
        } else {
            cookies.put(cookie.name(), cookie.value());
        }
    }

    /** Content at hand. */
    private record Given(InputStream stream, int bytes) implements Body {
        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
        }
    }
}
