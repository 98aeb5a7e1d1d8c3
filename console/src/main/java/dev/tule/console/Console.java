package dev.tule.console;

import static dev.tule.mtv.Shortcuts.render;
import static dev.tule.mtv.urls.Urls.path;

import dev.tule.http.Handler;
import dev.tule.mtv.AppConfig;
import dev.tule.mtv.BadRequest;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.live.LiveConfig;
import dev.tule.mtv.middleware.AccessLogMiddleware;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.SecurityMiddleware;
import dev.tule.mtv.middleware.XFrameOptionsMiddleware;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The console, an application of {@code mtv}: the page at {@code /}, its files below {@code
 * /assets/}, and {@code /api/}. Everything comes from this server: the page's policy
 * (Content-Security-Policy) lets it load nothing else. Safe for use by many threads.
 */
public final class Console extends AppConfig {
    private static final int DEFAULT_HOURS = 168;
    private static final int MAX_HOURS = 1000;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int KEY_BYTES = 32;

    private final StoredReadings readings;
    private final Facts facts;

    /**
     * What the page says about the server.
     *
     * @param version which Tule it is
     * @param aws where the AWS APIs are, such as {@code http://127.0.0.1:4566}
     */
    public record Facts(String version, String aws) {}

    private Console(StoredReadings readings, Facts facts) {
        this.readings = readings;
        this.facts = facts;
    }

    /** What answers the console's addresses. */
    public static Handler of(StoredReadings readings, Facts facts) {
        return Project.of(new Console(readings, facts).settings());
    }

    private DefaultSettings settings() {
        DefaultSettings settings = new DefaultSettings();
        // Nothing of the console is signed and comes back; a project has a key all the same.
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        settings.secretKey = HexFormat.of().formatHex(key);
        settings.allowedHosts = List.of("*"); // the listener knows its names, and has asked already
        settings.apps = List.of(this, LiveConfig.at("/ws", "realm1"));
        settings.middleware =
                List.of(
                        AccessLogMiddleware::new,
                        SecurityMiddleware::new,
                        ContentSecurityPolicyMiddleware::new,
                        XFrameOptionsMiddleware::new,
                        (project, next) -> readOnly(next));
        settings.secureCsp = policy();
        settings.secureReferrerPolicy = "no-referrer";
        settings.staticUrl = "/assets/";
        settings.urls =
                List.of(
                        path("", this::page, "page"),
                        path("api/stored", this::stored, "stored"),
                        path("api/readings", this::recent, "readings"));
        return settings;
    }

    /** Loads from this server alone; no frames around the page, no forms, no plug-ins. */
    private static Map<String, List<String>> policy() {
        Map<String, List<String>> policy = new LinkedHashMap<>();
        policy.put("default-src", List.of("'none'"));
        for (String mine : List.of("script-src", "style-src", "img-src", "connect-src")) {
            policy.put(mine, List.of("'self'"));
        }
        for (String nobody : List.of("base-uri", "form-action", "frame-ancestors")) {
            policy.put(nobody, List.of("'none'"));
        }
        return Collections.unmodifiableMap(policy);
    }

    private static View readOnly(View next) {
        return request -> {
            Response response =
                    request.isGet()
                            ? next.handle(request)
                            : Response.of(
                                            METHOD_NOT_ALLOWED,
                                            "text/plain; charset=utf-8",
                                            "This address is only read: use GET.\n")
                                    .with("Allow", "GET, HEAD");
            return response.withDefault("Cache-Control", "no-cache")
                    .with("Cross-Origin-Resource-Policy", "same-origin");
        };
    }

    @Override
    public String label() {
        return "console";
    }

    private Response page(Request request) {
        return render(request, "console/index.html", "facts", facts);
    }

    private Response stored(Request request) {
        return Response.json(readings.summary());
    }

    private Response recent(Request request) {
        String hours = request.query().get("hours", Integer.toString(DEFAULT_HOURS));
        if (!hours.matches("[1-9][0-9]{0,3}") || Integer.parseInt(hours) > MAX_HOURS) {
            throw new BadRequest("hours must be 1 to " + MAX_HOURS);
        }
        return Response.json(readings.recent(Integer.parseInt(hours)));
    }
}
