package dev.tule.console;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Answers the console's addresses: the page at {@code /}, its files below {@code /assets/}, and
 * {@code /api/}. Everything comes from this server: the page's policy (Content-Security-Policy)
 * lets it load nothing else. Safe for use by many threads.
 */
public final class Console implements Handler {
    private static final int DEFAULT_HOURS = 168;
    private static final int MAX_HOURS = 1000;

    private final Map<String, Asset> assets;
    private final StoredReadings readings;
    private final Facts facts;

    /**
     * What the page says about the server.
     *
     * @param version which Tule it is
     * @param aws where the AWS APIs are, such as {@code http://127.0.0.1:4566}
     */
    public record Facts(String version, String aws) {}

    public Console(StoredReadings readings, Facts facts) {
        this.assets = Asset.ofThePage();
        this.readings = readings;
        this.facts = facts;
    }

    @Override
    public Response handle(Request request) {
        Answer answer = Answer.to(request);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return answer.refusal(405, "This address is only read: use GET.");
        }
        Asset asset = assets.get(request.rawPath());
        if (asset != null) {
            return answer.asset(asset);
        }
        return switch (request.rawPath()) {
            case "/api/stored" -> answer.json(readings.summary(facts));
            case "/api/readings" -> {
                OptionalInt hours = hours(request);
                yield hours.isPresent()
                        ? answer.json(readings.recent(hours.getAsInt()))
                        : answer.refusal(400, "hours must be 1 to " + MAX_HOURS + ".");
            }
            default -> answer.refusal(404, "There is nothing at this address. The console is at /");
        };
    }

    private static OptionalInt hours(Request request) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : request.rawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        String hours = parameters.getOrDefault("hours", Integer.toString(DEFAULT_HOURS));
        if (!hours.matches("[1-9][0-9]{0,3}") || Integer.parseInt(hours) > MAX_HOURS) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(hours));
    }

    /** Builds responses to one request. */
    private record Answer(boolean withContent) {
        /** Loads from this server alone; no frames around the page, no forms, no plug-ins. */
        private static final String POLICY =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

        static Answer to(Request request) {
            return new Answer(!request.method().equals("HEAD"));
        }

        Response asset(Asset asset) {
            return bytes(200, asset.type(), asset.content());
        }

        Response json(Json json) {
            return bytes(200, "application/json", json.utf8());
        }

        Response refusal(int status, String sentence) {
            byte[] content = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
            return bytes(status, "text/plain; charset=utf-8", content);
        }

        private Response bytes(int status, String type, byte[] content) {
            Headers headers =
                    Headers.of(
                            "Content-Type", type,
                            "Content-Length", Integer.toString(content.length),
                            "Cache-Control", "no-cache",
                            "Content-Security-Policy", POLICY,
                            "X-Content-Type-Options", "nosniff",
                            "Referrer-Policy", "no-referrer",
                            "Cross-Origin-Resource-Policy", "same-origin");
            return new Response.Bytes(status, headers, withContent ? content : new byte[0]);
        }
    }
}
