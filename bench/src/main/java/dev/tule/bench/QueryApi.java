package dev.tule.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A query API of AWS, as little of it as measurements need. May be used from any thread. */
final class QueryApi implements AutoCloseable {
    private final URI server;
    private final String service;
    private final String version;
    private final HttpClient client = HttpClient.newHttpClient();

    private QueryApi(URI server, String service, String version) {
        this.server = server;
        this.service = service;
        this.version = version;
    }

    static QueryApi ec2(URI server) {
        return new QueryApi(server, "ec2", "2016-11-15");
    }

    /** Load balancers, version 2. */
    static QueryApi elb(URI server) {
        return new QueryApi(server, "elasticloadbalancing", "2015-12-01");
    }

    /**
     * @param parameters without Action and Version
     * @return the response's XML
     * @throws IOException when the server refuses; its words are in the message
     */
    String call(String action, Map<String, String> parameters)
            throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", version);
        String form =
                all.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        SignedRequest signed = SignedRequest.query(server, service, form);
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.address());
        signed.headers().forEach(request::header);
        HttpResponse<String> response =
                client.send(
                        request.POST(HttpRequest.BodyPublishers.ofByteArray(signed.body())).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(action + " was refused: " + response.body());
        }
        return response.body();
    }

    /** The text of all elements of that name, in order; none of them holds others. */
    static List<String> elements(String xml, String name) {
        Matcher matcher = Pattern.compile("<%1$s>([^<]*)</%1$s>".formatted(name)).matcher(xml);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.close();
    }
}
