package dev.tule.bench;

import dev.tule.engines.EnginesConfig;
import dev.tule.engines.local.LocalEngines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same three pages by mtv, by Django and by Spring Boot, on one PostgreSQL server: a table of
 * 20 rows of a query with a join, the same rows as JSON, and a form that inserts a row. Requests by
 * the processor time of the server's processes, the database's aside.
 */
final class PagesMeasurement {
    private static final Pattern TOKEN =
            Pattern.compile("name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("<td><a href=\"/[0-9]+/\">Sensor [0-9]+<");
    private static final int ROWS = 20;

    /**
     * What the compilers of a JVM want to have seen of a page; slow ones need only go on so long.
     */
    private static final long WARM_UP_REQUESTS = 30_000;

    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(20);

    private final Main.Rounds rounds;
    private final Path scratch;

    PagesMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds.ofAtMost(3);
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        try (LocalEngines engines =
                        LocalEngines.open(EnginesConfig.in(scratch), InstantSource.system());
                PagesDatabase database = PagesDatabase.create(engines)) {
            database.reset();
            try (Server tule = Server.mtvPages(database);
                    Server django = Server.djangoPages(database);
                    Server spring = Server.springPages(database);
                    HttpClient client = HttpClient.newHttpClient()) {
                measure(report, client, List.of(tule, django, spring));
            }
        }
    }

    /** A server, the requests that are sent to it, and what it gave. */
    private record Candidate(
            Server server,
            Map<String, SignedRequest> pages,
            Figures perCoreSecond,
            Figures perSecond) {}

    private void measure(Report report, HttpClient client, List<Server> servers)
            throws IOException, InterruptedException {
        Wrk wrk = new Wrk(rounds.seconds());
        List<Candidate> candidates = new ArrayList<>();
        for (Server server : servers) {
            Candidate candidate =
                    new Candidate(
                            server,
                            pages(client, server.http()),
                            new Figures(rounds.count()),
                            new Figures(rounds.count()));
            candidates.add(candidate);
            report.progress("warming %s", server.name());
            for (SignedRequest request : candidate.pages.values()) {
                warm(wrk, server, request);
            }
        }
        for (int round = 0; round < rounds.count(); round++) {
            report.progress("pages, round %d: requests per core-second", round + 1);
            for (Candidate candidate : candidates) {
                measure(report, wrk, candidate, round);
            }
        }
        Map<String, Figures> perCoreSecond = new LinkedHashMap<>();
        Map<String, Figures> perSecond = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            perCoreSecond.put(candidate.server.name(), candidate.perCoreSecond);
            perSecond.put(candidate.server.name(), candidate.perSecond);
        }
        Figures.print(report, "pages, requests per core-second, " + rounds, perCoreSecond);
        Figures.print(report, "the same, requests/s with 64 connections", perSecond);
    }

    private static void warm(Wrk wrk, Server server, SignedRequest request)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long answered = 0;
        while (answered < WARM_UP_REQUESTS
                && System.nanoTime() - begun < WARM_UP_AT_MOST.toNanos()) {
            answered += wrk.load(server.http(), List.of(request)).requests();
        }
    }

    private static void measure(Report report, Wrk wrk, Candidate candidate, int round)
            throws IOException, InterruptedException {
        Server server = candidate.server;
        for (Map.Entry<String, SignedRequest> page : candidate.pages.entrySet()) {
            Duration before = server.processorTime();
            Wrk.Load load = wrk.load(server.http(), List.of(page.getValue()));
            double seconds = server.processorTime().minus(before).toNanos() / 1e9;
            double rate = load.requests() / seconds;
            report.progress("%s, %s: %,.0f", server.name(), page.getKey(), rate);
            candidate.perCoreSecond.set(round, page.getKey(), rate);
            candidate.perSecond.set(round, page.getKey(), load.perSecond());
        }
    }

    /** The requests, each tried once: who answers with something else is not measured. */
    private static Map<String, SignedRequest> pages(HttpClient client, URI server)
            throws IOException, InterruptedException {
        HttpResponse<String> table = get(client, server.resolve("/"));
        if (ROW.matcher(table.body()).results().count() != ROWS) {
            throw new IOException(server + " shows no table of 20 rows: " + table.body());
        }
        HttpResponse<String> json = get(client, server.resolve("/readings.json"));
        if (json.body().split("\"sensor\"", -1).length != ROWS + 1) {
            throw new IOException(server + " gives no JSON of 20 rows: " + json.body());
        }
        Map<String, SignedRequest> pages = new LinkedHashMap<>();
        pages.put("a table of 20 rows", plain(server.resolve("/")));
        pages.put("20 rows as JSON", plain(server.resolve("/readings.json")));
        pages.put("a form that inserts", insertion(client, server.resolve("/new/")));
        return pages;
    }

    private static HttpResponse<String> get(HttpClient client, URI address)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode() + answer.body());
        }
        return answer;
    }

    private static SignedRequest plain(URI address) {
        return new SignedRequest("GET", address, Map.of(), new byte[0]);
    }

    /** The form as a browser sends it: with the token and the cookie that came with the page. */
    private static SignedRequest insertion(HttpClient client, URI form)
            throws IOException, InterruptedException {
        HttpResponse<String> page = get(client, form);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        List<String> fields = new ArrayList<>(List.of("sensor=3", "value=21.5", "note=By+hand"));
        Matcher token = TOKEN.matcher(page.body());
        if (token.find()) {
            fields.add("csrfmiddlewaretoken=" + token.group(1));
        }
        page.headers()
                .firstValue("Set-Cookie")
                .ifPresent(cookie -> headers.put("Cookie", cookie.split(";", 2)[0]));
        byte[] body = String.join("&", fields).getBytes(StandardCharsets.UTF_8);
        SignedRequest insertion = new SignedRequest("POST", form, headers, body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(form).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        int status =
                client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 302) {
            throw new IOException(form + " answered " + status + " to the form, not a redirect");
        }
        return insertion;
    }
}
