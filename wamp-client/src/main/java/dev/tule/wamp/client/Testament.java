package dev.tule.wamp.client;

import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import java.util.List;
import java.util.Map;

/**
 * An event that the router publishes when a session of this client has ended, however it ended. It
 * is made anew for each session. Safe for use by many threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-testament">Session
 *     Testament</a>
 */
final class Testament extends Standing {
    private static final Uri ADD = Uri.of("wamp.session.add_testament");

    private final Uri topic;
    private final Payload arguments;

    Testament(WampClient client, Uri topic, Payload payload, PublishOptions how) {
        super(client);
        this.topic = topic;
        this.arguments =
                Payload.of(
                        List.of(topic.value(), payload.arguments(), payload.argumentsKw()),
                        Map.of("publish_options", how.toDict()));
    }

    @Override
    Message request(RequestId request) {
        return new Call(request, Dict.EMPTY, ADD, arguments);
    }

    @Override
    boolean granted(ClientSession session, Message answer) {
        return answer instanceof Result;
    }

    @Override
    void withdraw(ClientSession session) {
        // One testament cannot be taken back: WampClient.flushTestaments takes all.
    }

    @Override
    String doing() {
        return "leaving a testament for " + topic;
    }
}
