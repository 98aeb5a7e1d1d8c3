package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.SessionId;
import java.util.List;

/**
 * How an event is published. Start from {@link #defaults} and change what you need.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publish-2">PUBLISH</a>
 */
public final class PublishOptions {
    private static final PublishOptions DEFAULTS = new PublishOptions(Dict.EMPTY);

    private final Dict dict;

    private PublishOptions(Dict dict) {
        this.dict = dict;
    }

    /** To all subscribers but this client, without saying who published it. */
    public static PublishOptions defaults() {
        return DEFAULTS;
    }

    /** Whether this client shall not get the event itself: true unless told otherwise. */
    public PublishOptions withExcludeMe(boolean changed) {
        return with("exclude_me", changed);
    }

    /** Subscribers shall learn who published it. */
    public PublishOptions withDiscloseMe() {
        return with("disclose_me", true);
    }

    /** Sessions that shall not get it. */
    public PublishOptions withExclude(List<SessionId> sessions) {
        return with("exclude", numbers(sessions));
    }

    /** Those in whose name no session shall get it. */
    public PublishOptions withExcludeAuthIds(List<String> authIds) {
        return with("exclude_authid", authIds);
    }

    /** Roles in which no session shall get it. */
    public PublishOptions withExcludeAuthRoles(List<String> authRoles) {
        return with("exclude_authrole", authRoles);
    }

    /** The only sessions that may get it. */
    public PublishOptions withEligible(List<SessionId> sessions) {
        return with("eligible", numbers(sessions));
    }

    /** Those in whose name alone sessions may get it. */
    public PublishOptions withEligibleAuthIds(List<String> authIds) {
        return with("eligible_authid", authIds);
    }

    /** Roles in which alone sessions may get it. */
    public PublishOptions withEligibleAuthRoles(List<String> authRoles) {
        return with("eligible_authrole", authRoles);
    }

    /** The broker shall keep it, in place of the one before, for those who subscribe later. */
    public PublishOptions withRetain() {
        return with("retain", true);
    }

    /** The payload is one binary argument that only subscribers can read. */
    public PublishOptions withPassthru(Passthru how) {
        return new PublishOptions(how.addTo(dict));
    }

    private static List<Long> numbers(List<SessionId> sessions) {
        return sessions.stream().map(SessionId::value).toList();
    }

    private PublishOptions with(String name, Object value) {
        return new PublishOptions(dict.with(name, value));
    }

    Dict toDict() {
        return dict;
    }

    Dict acknowledged() {
        return dict.with("acknowledge", true);
    }
}
