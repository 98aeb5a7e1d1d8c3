package dev.tule.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, sending given requests in turn, over 64 connections usually. */
final class Wrk {
    private static final Pattern COUNT = Pattern.compile("([0-9]+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

    /**
     * Connections that failed to open, broke, or were silent for ten seconds: said if there were.
     */
    private static final Pattern UNANSWERED = Pattern.compile("Socket errors: (.+)");

    private static final Pattern LATENCY = Pattern.compile(" (50|99)% +([0-9.]+)(us|ms|s)");

    private final int seconds;
    private final int connections;

    Wrk(int seconds) {
        this(seconds, 64);
    }

    Wrk(int seconds, int connections) {
        this.seconds = seconds;
        this.connections = connections;
    }

    /**
     * What a server answered.
     *
     * @param requests how many
     * @param perSecond how many a second
     * @param p50 what half of them took at most, in microseconds
     * @param p99 what 99 of 100 took at most
     */
    record Load(long requests, double perSecond, double p50, double p99) {}

    /** Requests answered a second. */
    double rate(URI server, List<SignedRequest> requests) throws IOException, InterruptedException {
        return load(server, requests).perSecond();
    }

    /**
     * A request that was refused, or got no answer, is an error: rates of failures mean nothing.
     */
    Load load(URI server, List<SignedRequest> requests) throws IOException, InterruptedException {
        Path script = Files.createTempFile("tule-bench", ".lua");
        try {
            Files.write(script, lua(requests), StandardCharsets.ISO_8859_1);
            return read(run(server, script), server);
        } finally {
            Files.delete(script);
        }
    }

    private String run(URI server, Path script) throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk",
                                "-t",
                                "1",
                                "-c",
                                Integer.toString(connections),
                                "-d",
                                seconds + "s",
                                "--timeout",
                                "10s",
                                "--latency",
                                "-s",
                                script.toString(),
                                server.toString())
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return printed;
    }

    private static Load read(String printed, URI server) throws IOException {
        Matcher refused = REFUSED.matcher(printed);
        if (refused.find()) {
            throw new IOException(refused.group(1) + " requests were refused by " + server);
        }
        Matcher unanswered = UNANSWERED.matcher(printed);
        if (unanswered.find()) {
            throw new IOException(server + " left requests unanswered: " + unanswered.group(1));
        }
        Matcher count = COUNT.matcher(printed);
        Matcher rate = RATE.matcher(printed);
        if (!count.find() || !rate.find()) {
            throw new IOException("wrk said: " + printed);
        }
        return new Load(
                Long.parseLong(count.group(1)),
                Double.parseDouble(rate.group(1)),
                latency(printed, "50"),
                latency(printed, "99"));
    }

    private static double latency(String printed, String percentile) throws IOException {
        Matcher latency = LATENCY.matcher(printed);
        while (latency.find()) {
            if (latency.group(1).equals(percentile)) {
                double value = Double.parseDouble(latency.group(2));
                return switch (latency.group(3)) {
                    case "us" -> value;
                    case "ms" -> value * 1e3;
                    default -> value * 1e6;
                };
            }
        }
        throw new IOException("wrk said no latency: " + printed);
    }

    private static List<String> lua(List<SignedRequest> requests) {
        StringBuilder table = new StringBuilder("local requests = {\n");
        for (SignedRequest request : requests) {
            table.append('"');
            request.wire().chars().forEach(c -> table.append(String.format("\\x%02x", c)));
            table.append("\",\n");
        }
        return List.of(
                table.append('}').toString(),
                "local i = 0",
                "request = function()",
                "  i = i % #requests + 1",
                "  return requests[i]",
                "end");
    }
}
