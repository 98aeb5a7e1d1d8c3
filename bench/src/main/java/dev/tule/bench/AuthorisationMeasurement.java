package dev.tule.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.WampClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What it costs to ask whether a client may call: nothing to ask, a role with many permissions, and
 * a procedure of the realm whose answers may be remembered or not. A realm each, in one server,
 * over RawSocket.
 */
final class AuthorisationMeasurement {
    private static final String AUTHORIZER = "bench.authorize";
    private static final String TICKET = "a long ticket of the authorizer";
    private static final int PERMISSIONS = 1_000;
    private static final int AT_A_TIME = 32;

    private final Main.Rounds rounds;
    private final Path scratch;
    private final WampLoad load;

    AuthorisationMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds.ofAtMost(2);
        this.scratch = scratch;
        this.load = new WampLoad(this.rounds.seconds());
    }

    /** How a realm decides. */
    private enum Way {
        OPEN("everything allowed"),
        STATIC("%,d permissions".formatted(PERMISSIONS)),
        REMEMBERED("a procedure, remembered"),
        ASKED("a procedure, asked each time");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        String realm() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean dynamic() {
            return this == REMEMBERED || this == ASKED;
        }

        /** The client's role, in the file. */
        String role() {
            return switch (this) {
                case OPEN -> "{permissions: [{uri: '', match: prefix, allow: all}]}";
                case STATIC -> "{permissions: [%s]}".formatted(permissions());
                case REMEMBERED, ASKED -> "{authorizer: %s}".formatted(AUTHORIZER);
            };
        }

        private static String permissions() {
            return IntStream.range(0, PERMISSIONS)
                    .mapToObj(Way::permission)
                    .collect(Collectors.joining(", "));
        }

        /** A third each exact, prefix and wildcard; the first of each is for what is called. */
        private static String permission(int i) {
            String number = i < 3 ? "" : Integer.toString(i);
            return switch (i % 3) {
                case 0 -> "{uri: bench.echo%s, allow: all}".formatted(number);
                case 1 -> "{uri: bench%s., match: prefix, allow: all}".formatted(number);
                default -> "{uri: bench..part%s, match: wildcard, allow: all}".formatted(number);
            };
        }
    }

    void run(Report report) throws Exception {
        Path data = Files.createDirectories(scratch.resolve("authorisation"));
        Files.writeString(data.resolve("tule.yaml"), realms());
        Map<String, Figures> table = new LinkedHashMap<>();
        try (Server server = Server.tule(data).servingWamp()) {
            for (int round = -1; round < rounds.count(); round++) {
                for (Way way : Way.values()) {
                    report.progress(
                            "authorisation, %s, %s",
                            round < 0 ? "warm-up" : "round " + (round + 1), way.words);
                    Figures warming = new Figures(rounds.count());
                    Figures into =
                            round < 0
                                    ? warming
                                    : table.computeIfAbsent(
                                            way.words, w -> new Figures(rounds.count()));
                    measure(server, way, into, Math.max(0, round));
                }
            }
        }
        Figures.print(report, "WAMP, who may call, RawSocket, MESSAGE_PACK, " + rounds, table);
    }

    private static String realms() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(TICKET.getBytes(UTF_8));
        StringBuilder file = new StringBuilder("realms:\n");
        for (Way way : Way.values()) {
            file.append(
                    """
                      %s:
                        roles:
                          client: %s
                          authority: {permissions: [{uri: '', match: prefix, allow: all}]}
                        anonymous: client
                        principals:
                          authority: {role: authority, ticket: {sha256: %s}}
                    """
                            .formatted(
                                    way.realm(),
                                    way.role(),
                                    Base64.getEncoder().encodeToString(hash)));
        }
        return file.toString();
    }

    private void measure(Server server, Way way, Figures figures, int round)
            throws InterruptedException {
        try (WampClient authority = join(server, way, Authentication.ticket("authority", TICKET));
                WampClient callee = join(server, way, Authentication.anonymous());
                WampClient one = join(server, way, Authentication.anonymous());
                WampClient other = join(server, way, Authentication.anonymous())) {
            if (way.dynamic()) {
                Map<String, Boolean> answer = Map.of("allow", true, "cache", way == Way.REMEMBERED);
                authority.register(AUTHORIZER, call -> answer);
            }
            WampLoad.serve(callee);
            load.percentiles("call", figures, round, () -> WampLoad.call(one));
            Duration before = server.processorTime();
            double rate = load.calls(List.of(one, other), AT_A_TIME);
            Duration spent = server.processorTime().minus(before);
            figures.set(round, "calls/s", rate);
            figures.set(
                    round,
                    "router's processor time a call, us",
                    spent.toNanos() / 1e3 / (rate * rounds.seconds()));
        }
    }

    private static WampClient join(Server server, Way way, Authentication how) {
        return WampClient.connect(
                server.rawSocket(),
                way.realm(),
                ClientOptions.defaults()
                        .withSerializer(Serializer.MESSAGE_PACK)
                        .withAuthentication(how));
    }
}
