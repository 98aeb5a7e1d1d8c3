package dev.tule.wamp.router.session;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A URI or pattern with the sessions attached to it: a {@link Subscription} or a {@link
 * Registration}. Safe for use by many threads; changed under the lock of its {@link Attachments}.
 */
public abstract sealed class Attachment permits Subscription, Registration {
    /** In the scope of the router. */
    public final long id;

    public final Uri uri;
    public final MatchPolicy match;
    public final Instant created;

    /** In the order they came; replaced whole, never changed. */
    volatile Member[] members = {};

    Attachment(long id, Uri uri, MatchPolicy match, Instant created) {
        this.id = id;
        this.uri = uri;
        this.match = match;
        this.created = created;
    }

    /** Those attached, in the order they came; not to be changed. */
    public Member[] members() {
        return members;
    }

    /** Whether it stays where nobody is attached to it any more. */
    boolean lasts() {
        return false;
    }

    public List<Long> sessions() {
        return Stream.of(members).map(member -> member.session.id.value()).toList();
    }
}
