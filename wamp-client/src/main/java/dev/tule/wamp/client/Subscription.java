package dev.tule.wamp.client;

import dev.tule.wamp.Message;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Subscribed;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Uri;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a {@link WampClient}: it lasts until it is closed, over lost connections. When
 * it has been closed no handler begins any more. Safe for use by many threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscribing-and-unsubscribi">
 *     Subscribing</a>
 */
public final class Subscription extends Standing {
    private final Uri topic;
    private final SubscribeOptions options;
    private final TopicEvent.Handler handler;
    private final SerialQueue queue;
    private volatile @Nullable SubscriptionId id;

    Subscription(
            WampClient client,
            Uri topic,
            SubscribeOptions options,
            TopicEvent.Handler handler,
            SerialQueue queue) {
        super(client);
        this.topic = topic;
        this.options = options;
        this.handler = handler;
        this.queue = queue;
    }

    /** The topic or pattern that was asked for. */
    public Uri topic() {
        return topic;
    }

    public SubscribeOptions options() {
        return options;
    }

    /**
     * Its number, by which the meta API knows it. Those who subscribe to the same topic by the same
     * match share it; after a reconnection it may be another one.
     */
    public Optional<SubscriptionId> id() {
        return Optional.ofNullable(id);
    }

    @Override
    Message request(RequestId request) {
        return new Subscribe(request, options.toDict(), topic);
    }

    @Override
    boolean granted(ClientSession session, Message answer) {
        if (!(answer instanceof Subscribed subscribed)) {
            return false;
        }
        id = subscribed.subscription();
        session.install(this, subscribed.subscription());
        return true;
    }

    @Override
    void withdraw(ClientSession session) {
        SubscriptionId number = id;
        if (number != null) {
            session.unsubscribe(this, number);
        }
    }

    @Override
    String doing() {
        return "subscribing to " + topic;
    }

    void received(TopicEvent event) {
        queue.add(
                "the handler of " + event.topic(),
                () -> {
                    if (wanted()) {
                        handler.received(event);
                    }
                });
    }
}
