package dev.tule.wamp.router;

import dev.tule.wamp.router.Outbox.Gate;

/** One session's part in a subscription or registration. */
final class Member {
    final Attachment attachment;
    final Session session;

    /** Open while the client counts on it. */
    final Gate gate = new Gate();

    /**
     * Whether this callee sees to timeouts itself.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#rpc-call-timeout">Call
     *     Timeouts</a>
     */
    final boolean forwardTimeout;

    Member(Attachment attachment, Session session, boolean forwardTimeout) {
        this.attachment = attachment;
        this.session = session;
        this.forwardTimeout = forwardTimeout;
    }
}
