package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Publish;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Uri;

/** An event to be published. */
record Publication(Uri topic, Dict options, Payload payload) {

    Message request(RequestId id) {
        return new Publish(id, options, topic, payload);
    }
}
