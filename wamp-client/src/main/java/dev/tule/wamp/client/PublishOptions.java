package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an event is published.
 *
 * @param excludeMe whether this client shall not get the event itself (default true)
 * @param discloseMe whether subscribers shall learn who published (default false)
 * @param exclude sessions that shall not get it
 * @param eligible the only sessions that may get it; empty for all
 */
public record PublishOptions(
        boolean excludeMe,
        boolean discloseMe,
        List<SessionId> exclude,
        Optional<List<SessionId>> eligible) {

    public static PublishOptions defaults() {
        return new PublishOptions(true, false, List.of(), Optional.empty());
    }

    public PublishOptions withExcludeMe(boolean changed) {
        return new PublishOptions(changed, discloseMe, exclude, eligible);
    }

    public PublishOptions withDiscloseMe() {
        return new PublishOptions(excludeMe, true, exclude, eligible);
    }

    public PublishOptions withExclude(List<SessionId> changed) {
        return new PublishOptions(excludeMe, discloseMe, changed, eligible);
    }

    public PublishOptions withEligible(List<SessionId> changed) {
        return new PublishOptions(excludeMe, discloseMe, exclude, Optional.of(changed));
    }

    Dict toDict(boolean acknowledge) {
        if (!acknowledge && equals(defaults())) {
            return Dict.EMPTY;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        if (acknowledge) {
            options.put("acknowledge", true);
        }
        if (!excludeMe) {
            options.put("exclude_me", false);
        }
        if (discloseMe) {
            options.put("disclose_me", true);
        }
        if (!exclude.isEmpty()) {
            options.put("exclude", exclude.stream().map(SessionId::value).toList());
        }
        eligible.ifPresent(
                sessions ->
                        options.put("eligible", sessions.stream().map(SessionId::value).toList()));
        return Dict.copyOf(options);
    }
}
