package dev.tule.wamp.router.session;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Message;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox.Offer;
import dev.tule.wamp.router.matching.PatternIndex;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the broker and the dealer have in common: sessions are attached to URIs and patterns, by
 * their leave and by the router's, and all that a session is attached to goes with it.
 *
 * <p>Finding takes no lock. Changes take this object's, whose order is told in {@link
 * dev.tule.wamp.router.realm.Realm Realm}; under it messages are added to outboxes, and sent when
 * it is free again: {@link Deliveries#hold}.
 */
public final class Attachments<A extends Attachment> {
    private final Function<Session, Map<Long, Member>> held;
    private final Watcher<A> watcher;
    private final PatternIndex<A> index = new PatternIndex<>();
    private final Map<Long, A> byId = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long lastId;

    /**
     * @param held where a session keeps its parts
     * @param watcher is told of changes, in their order
     */
    public Attachments(Function<Session, Map<Long, Member>> held, Watcher<A> watcher) {
        this.held = held;
        this.watcher = watcher;
    }

    /** Is told of changes under the lock, so that it hears of them in their order. */
    public interface Watcher<A> {
        void created(Session by, A attachment);

        void joined(Session session, A attachment);

        void left(Session session, A attachment);

        void deleted(Session by, A attachment);

        /** The lock is free again. */
        void changed();
    }

    /** A session's request to be attached. */
    public interface Request<A> {
        Uri uri();

        MatchPolicy match();

        A create(long id);

        Member join(A attachment);

        /** Whether the session may join one that is there; called under the lock. */
        boolean admittedTo(A existing);

        /** Whether those who are there shall give way where it isn't admitted. */
        boolean displaces();

        /** What tells the client that it is attached. */
        Message answer(A attachment);

        /** The session is attached and will be told; called under the lock. */
        void attached(A attachment, Member member, Deliveries deliveries);
    }

    /** Makes one that is there before anybody asks for it, and stays. */
    public void establish(Uri uri, MatchPolicy match, LongFunction<A> made) {
        lock.lock();
        try {
            if (index.get(match, uri.value()) == null) {
                create(uri, match, made);
            }
        } finally {
            lock.unlock();
        }
    }

    private A create(Uri uri, MatchPolicy match, LongFunction<A> made) {
        A created = made.apply(++lastId);
        byId.put(created.id, created);
        index.put(match, uri.value(), created);
        return created;
    }

    /** Does something while nobody comes or goes; it must not send, but may deliver. */
    public void undisturbed(Deliveries deliveries, Runnable action) {
        deliveries.hold();
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
            deliveries.release();
        }
    }

    /**
     * Attaches a session.
     *
     * @return false where it isn't admitted
     */
    public boolean attach(Session session, Request<A> request, Deliveries deliveries) {
        deliveries.hold();
        lock.lock();
        try {
            if (session.left) {
                return true;
            }
            A attachment = index.get(request.match(), request.uri().value());
            if (attachment != null && !request.admittedTo(attachment)) {
                if (!request.displaces()) {
                    return false;
                }
                displace(attachment, deliveries);
                attachment = index.get(request.match(), request.uri().value());
            }
            if (attachment == null) {
                attachment = create(request.uri(), request.match(), request::create);
                watcher.created(session, attachment);
            }
            join(session, attachment, request, deliveries);
            return true;
        } finally {
            lock.unlock();
            watcher.changed();
            deliveries.release();
        }
    }

    private void join(Session session, A attachment, Request<A> request, Deliveries deliveries) {
        byte[] answer = session.serializer.encode(request.answer(attachment));
        Member already = held.apply(session).get(attachment.id);
        if (already != null) {
            // Subscribing twice is one subscription: the same number comes back.
            session.sent(session.outbox.add(session.gate, answer), deliveries);
            request.attached(attachment, already, deliveries);
            return;
        }
        Member member = request.join(attachment);
        held.apply(session).put(attachment.id, member);
        Member[] members = attachment.members;
        Member[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = member;
        attachment.members = more;
        session.sent(session.outbox.addAndOpen(session.gate, member.gate, answer), deliveries);
        watcher.joined(session, attachment);
        request.attached(attachment, member, deliveries);
    }

    private void displace(A attachment, Deliveries deliveries) {
        for (Member member : attachment.members) {
            revokeNow(member, attachment, "another took it over", deliveries);
        }
    }

    /**
     * Detaches a session that asks for it.
     *
     * @return false where it isn't attached
     */
    public boolean detach(Session session, long id, Message answer, Deliveries deliveries) {
        deliveries.hold();
        lock.lock();
        try {
            Member member = held.apply(session).remove(id);
            A attachment = byId.get(id);
            if (member == null || attachment == null) {
                return false;
            }
            byte[] encoded = session.serializer.encode(answer);
            Offer offer = session.outbox.addAndClose(session.gate, member.gate, encoded);
            session.sent(offer, deliveries);
            remove(member, attachment);
            return true;
        } finally {
            lock.unlock();
            watcher.changed();
            deliveries.release();
        }
    }

    /**
     * Detaches a session that didn't ask for it; it is told if it announced that it understands.
     *
     * @return false where it isn't attached
     */
    public boolean revoke(Session session, long id, String reason, Deliveries deliveries) {
        deliveries.hold();
        lock.lock();
        try {
            Member member = held.apply(session).get(id);
            A attachment = byId.get(id);
            if (member == null || attachment == null) {
                return false;
            }
            revokeNow(member, attachment, reason, deliveries);
            return true;
        } finally {
            lock.unlock();
            watcher.changed();
            deliveries.release();
        }
    }

    private void revokeNow(Member member, A attachment, String reason, Deliveries deliveries) {
        Session session = member.session;
        held.apply(session).remove(attachment.id);
        Message told = session.revocation(attachment, reason);
        if (told == null) {
            session.outbox.close(member.gate);
        } else {
            byte[] encoded = session.serializer.encode(told);
            Offer offer = session.outbox.addAndClose(session.gate, member.gate, encoded);
            session.sent(offer, deliveries);
        }
        remove(member, attachment);
    }

    /** The session is over: all it is attached to goes with it. */
    public void leave(Session session) {
        lock.lock();
        try {
            session.left = true;
            for (Member member : held.apply(session).values()) {
                A attachment = byId.get(member.attachment.id);
                if (attachment != null) {
                    remove(member, attachment);
                }
            }
            held.apply(session).clear();
        } finally {
            lock.unlock();
            watcher.changed();
        }
    }

    private void remove(Member member, A attachment) {
        Member[] members = attachment.members;
        Member[] fewer = new Member[members.length - 1];
        int kept = 0;
        for (Member other : members) {
            if (other != member) {
                fewer[kept++] = other;
            }
        }
        attachment.members = fewer;
        watcher.left(member.session, attachment);
        if (fewer.length == 0 && !attachment.lasts()) {
            index.remove(attachment.match, attachment.uri.value());
            byId.remove(attachment.id);
            watcher.deleted(member.session, attachment);
        }
    }

    public PatternIndex<A> index() {
        return index;
    }

    public @Nullable A byId(long id) {
        return byId.get(id);
    }

    public Collection<A> all() {
        return byId.values();
    }

    /** Their numbers, for each match policy. */
    public Map<String, List<Long>> listed() {
        Map<String, List<Long>> lists = new java.util.LinkedHashMap<>();
        for (MatchPolicy match : MatchPolicy.values()) {
            lists.put(
                    match.wireName(),
                    byId.values().stream()
                            .filter(attachment -> attachment.match == match)
                            .map(attachment -> attachment.id)
                            .sorted()
                            .toList());
        }
        return lists;
    }

    /** Whether no session is attached to anything. */
    public boolean isEmpty() {
        return byId.values().stream()
                .allMatch(attachment -> attachment.lasts() && attachment.members.length == 0);
    }
}
