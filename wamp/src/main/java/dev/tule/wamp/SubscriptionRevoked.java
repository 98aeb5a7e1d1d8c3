package dev.tule.wamp;

import java.util.Optional;

/**
 * The broker has ended a subscription that nobody asked it to end.
 *
 * <p>{@code [UNSUBSCRIBED, 0, Details|dict]}
 *
 * @param subscription {@code Details.subscription}
 * @param details may hold a {@code reason} for people
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscription-revocation">Subscription
 *     Revocation</a>
 */
public record SubscriptionRevoked(SubscriptionId subscription, Dict details) implements Message {

    public static SubscriptionRevoked of(SubscriptionId subscription, String reason) {
        Dict details = Dict.of("subscription", subscription.value(), "reason", reason);
        return new SubscriptionRevoked(subscription, details);
    }

    /** Why, for people. */
    public Optional<String> reason() {
        return details.string("reason");
    }

    @Override
    public MessageType type() {
        return MessageType.UNSUBSCRIBED;
    }
}
