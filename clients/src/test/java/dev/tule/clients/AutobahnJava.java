package dev.tule.clients;

import io.crossbar.autobahn.wamp.Client;
import io.crossbar.autobahn.wamp.Session;
import io.crossbar.autobahn.wamp.auth.AnonymousAuth;
import io.crossbar.autobahn.wamp.auth.ChallengeResponseAuth;
import io.crossbar.autobahn.wamp.auth.TicketAuth;
import io.crossbar.autobahn.wamp.interfaces.IAuthenticator;
import io.crossbar.autobahn.wamp.transports.NettyWebSocket;
import io.crossbar.autobahn.wamp.types.InvocationDetails;
import io.crossbar.autobahn.wamp.types.InvocationResult;
import io.crossbar.autobahn.wamp.types.PublishOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What autobahn-java does in {@link InteroperationTest}. */
final class AutobahnJava {
    private AutobahnJava() {}

    /**
     * Registers and calls a procedure, subscribes and publishes: the call's result, then topic and
     * argument.
     */
    static List<Object> roundTrip(URI router, String serializer, String method) throws Exception {
        Session session = new Session();
        CompletableFuture<List<Object>> heard = new CompletableFuture<>();
        session.addOnJoinListener(
                (joined, details) ->
                        pass(joinedRoundTrip(joined, serializer + "." + method), heard));
        Client client =
                new Client(new NettyWebSocket(router.toString(), List.of("wamp.2." + serializer)));
        client.add(session, "realm1", List.of(authenticator(method)));
        CompletableFuture<?> ended = client.connect();
        try {
            return heard.get(30, TimeUnit.SECONDS);
        } finally {
            session.leave();
            ended.get(30, TimeUnit.SECONDS);
        }
    }

    private static IAuthenticator authenticator(String method) {
        return switch (method) {
            case "anonymous" -> new AnonymousAuth();
            case "ticket" -> new TicketAuth("ticket", WampServer.TICKET);
            case "wampcra" -> new ChallengeResponseAuth("wampcra", WampServer.SECRET);
            // Its cryptosign needs libsodium as built for Android.
            default -> throw new IllegalArgumentException(method);
        };
    }

    private static void pass(
            CompletableFuture<List<Object>> from, CompletableFuture<List<Object>> to) {
        var _ =
                from.whenComplete(
                        (result, fault) -> {
                            if (fault == null) {
                                to.complete(result);
                            } else {
                                to.completeExceptionally(fault);
                            }
                        });
    }

    private static CompletableFuture<List<Object>> joinedRoundTrip(Session session, String way) {
        String procedure = "com.example.java.add." + way;
        String topic = "com.example.java.event." + way;
        CompletableFuture<List<Object>> event = new CompletableFuture<>();
        return session.register(procedure, AutobahnJava::add)
                .thenCompose(registration -> session.call(procedure, 40, 2))
                .thenCompose(
                        sum ->
                                session.subscribe(
                                                topic,
                                                (List<Object> arguments) ->
                                                        event.complete(
                                                                List.of(
                                                                        sum.results.getFirst(),
                                                                        arguments.getFirst())))
                                        .thenCompose(
                                                subscription ->
                                                        session.publish(
                                                                topic,
                                                                new PublishOptions(true, false),
                                                                21.5)))
                .thenCompose(publication -> event);
    }

    private static CompletableFuture<InvocationResult> add(
            List<Object> arguments, Map<String, Object> named, InvocationDetails details) {
        int sum = arguments.stream().mapToInt(a -> ((Number) a).intValue()).sum();
        return CompletableFuture.completedFuture(new InvocationResult(sum));
    }
}
