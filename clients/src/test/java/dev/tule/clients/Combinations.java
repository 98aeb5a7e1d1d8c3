package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ways to reach a router, which a program walks through in one process, printing {@code ok} and the
 * way for each.
 *
 * @param features what the program tries afterwards, by the names that it prints
 */
record Combinations(
        List<String> transports,
        List<String> serializers,
        List<String> methods,
        List<String> features) {

    private List<List<String>> ways() {
        List<List<String>> ways = new ArrayList<>();
        for (String transport : transports) {
            for (String serializer : serializers) {
                for (String method : methods) {
                    // Of the serializers, Autobahn's long-poll has JSON alone.
                    if (!transport.equals("longpoll") || serializer.equals("json")) {
                        ways.add(List.of(transport, serializer, method));
                    }
                }
            }
        }
        return ways;
    }

    /** The argument of the programs. */
    String json(WampServer server) {
        return """
               {"host": "127.0.0.1", "port": %d, "securePort": %d, "unixSocket": "%s", "folder": "%s",
                "realm": "realm1", "combinations": [%s], "features": [%s], "secrets": {%s}}"""
                .formatted(
                        server.port(),
                        server.securePort(),
                        server.unixSocket(),
                        server.folder(),
                        ways().stream()
                                .map(way -> "[" + quoted(way) + "]")
                                .collect(Collectors.joining(",")),
                        quoted(features),
                        secrets());
    }

    private static String secrets() {
        return WampServer.SECRETS.entrySet().stream()
                .map(
                        secret ->
                                quoted(List.of(secret.getKey()))
                                        + ":"
                                        + quoted(List.of(secret.getValue())))
                .collect(Collectors.joining(","));
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(","));
    }

    /** Whether the program has gone all these ways, and no others. */
    void check(String printed) {
        List<String> expected = new ArrayList<>();
        ways().forEach(way -> expected.add("ok " + String.join(" ", way)));
        features.forEach(feature -> expected.add("ok " + feature));
        assertThat(printed.lines().filter(line -> line.startsWith("ok ")))
                .as(printed)
                .containsExactlyElementsOf(expected);
    }
}
