package dev.tule.wamp.router.authorization;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;

/**
 * May a session do that?
 *
 * @param match how the URI is matched; exact for calls and publications
 */
public record Question(Action action, Uri uri, MatchPolicy match) {

    public static Question of(Action action, Uri uri) {
        return new Question(action, uri, MatchPolicy.EXACT);
    }
}
