package dev.tule.wamp.router.session;

import dev.tule.wamp.SessionId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions that are on a realm just now. Safe for use by many threads. */
public final class Sessions {
    private final Map<SessionId, Session> byId = new ConcurrentHashMap<>();

    /** Takes a session in; false where its number is taken. */
    public boolean add(Session session) {
        return byId.putIfAbsent(session.id, session) == null;
    }

    /** Takes a session out; false where it isn't in. */
    public boolean remove(Session session) {
        return byId.remove(session.id, session);
    }

    public Collection<Session> all() {
        return byId.values();
    }

    public @Nullable Session get(SessionId id) {
        return byId.get(id);
    }
}
