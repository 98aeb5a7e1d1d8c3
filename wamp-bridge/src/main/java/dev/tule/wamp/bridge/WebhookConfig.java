package dev.tule.wamp.bridge;

import dev.tule.wamp.MatchPolicy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a subscription go.
 *
 * @param topic what is subscribed to
 * @param match how the topic is meant
 * @param target takes the events by POST; {@code http} or {@code https}
 * @param secret signs what is sent; null for no signature
 * @param queue how many events may wait; more are dropped, and counted; default 1,000
 * @param attempts how often to try in all; default 5
 * @param firstPause before the second attempt; it doubles from one to the next; default 1 s
 * @param timeout how long the target may take to answer; default 10 s
 */
public record WebhookConfig(
        String topic,
        MatchPolicy match,
        URI target,
        @Nullable String secret,
        int queue,
        int attempts,
        Duration firstPause,
        Duration timeout) {

    public WebhookConfig {
        String scheme = target.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("a webhook's target is http or https: " + target);
        }
        if (queue < 1 || attempts < 1 || !firstPause.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("a webhook's limits and times are above zero");
        }
    }

    public static WebhookConfig of(String topic, MatchPolicy match, URI target) {
        return new WebhookConfig(
                topic,
                match,
                target,
                null,
                1_000,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    public WebhookConfig withSecret(String changed) {
        return new WebhookConfig(
                topic, match, target, changed, queue, attempts, firstPause, timeout);
    }

    public WebhookConfig withQueue(int changed) {
        return new WebhookConfig(
                topic, match, target, secret, changed, attempts, firstPause, timeout);
    }

    public WebhookConfig withAttempts(int changed, Duration pause) {
        return new WebhookConfig(topic, match, target, secret, queue, changed, pause, timeout);
    }

    @Override
    public String toString() {
        return "WebhookConfig[" + topic + " to " + target.getHost() + "]";
    }
}
