package dev.tule.server.cloud;

import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Topics of WAMP for services that name topics by ARNs, {@code
 * arn:aws:wamp:REGION:ACCOUNT:REALM/TOPIC}: what takes the place of SNS here. Safe for use by many
 * threads.
 */
final class WampTopics {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:wamp:[a-z0-9-]*:[0-9]*:([^/\\s]+)/(\\S+)");

    /** How long a server may take to start. */
    private static final Duration START = Duration.ofMinutes(5);

    private final CompletableFuture<Router> router = new CompletableFuture<>();

    /** From now on events are published; until then those who publish wait. */
    void publishBy(Router started) {
        router.complete(started);
    }

    boolean takes(String arn) {
        return ARN.matcher(arn).matches();
    }

    /**
     * Publishes an event, and returns when the router has it.
     *
     * @param role the name and role of the publisher, where the realm has roles
     * @param arn that it {@link #takes}
     * @param keywords of the event
     */
    void publish(String role, String arn, Map<String, Object> keywords) {
        Matcher names = ARN.matcher(arn);
        if (!names.matches()) {
            throw new IllegalArgumentException("There is no topic " + arn + ".");
        }
        try (WampClient client =
                WampClient.connect(
                        new LocalConnector(started().local(role, role), Serializer.MESSAGE_PACK),
                        names.group(1),
                        ClientOptions.defaults())) {
            client.publishAcknowledged(
                    names.group(2), Payload.of(List.of(), keywords), PublishOptions.defaults());
        }
    }

    private Router started() {
        try {
            return router.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops.", stopping);
        } catch (ExecutionException | TimeoutException never) {
            throw new IllegalStateException("The server has not started.", never);
        }
    }
}
