package dev.tule.wamp.router.session;

import dev.tule.wamp.router.delivery.Outbox.Gate;

/** One session's part in a subscription or registration. */
public final class Member {
    public final Attachment attachment;
    public final Session session;

    /** Open while the client counts on it. */
    public final Gate gate = new Gate();

    /**
     * Whether this callee sees to timeouts itself.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-timeouts">Call
     *     Timeouts</a>
     */
    public final boolean forwardTimeout;

    public Member(Attachment attachment, Session session, boolean forwardTimeout) {
        this.attachment = attachment;
        this.session = session;
        this.forwardTimeout = forwardTimeout;
    }
}
