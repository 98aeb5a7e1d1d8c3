package dev.tule.wamp.router.session;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Uri;
import java.time.Instant;

/** A topic or pattern, and who is subscribed to it. */
public final class Subscription extends Attachment {
    public final SubscriptionId subscriptionId;
    private final boolean lasts;

    /**
     * @param lasts whether it is there without subscribers: its events are kept
     */
    public Subscription(long id, Uri topic, MatchPolicy match, Instant created, boolean lasts) {
        super(id, topic, match, created);
        this.subscriptionId = new SubscriptionId(id);
        this.lasts = lasts;
    }

    @Override
    boolean lasts() {
        return lasts;
    }
}
