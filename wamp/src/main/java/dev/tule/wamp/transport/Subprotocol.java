package dev.tule.wamp.transport;

import dev.tule.wamp.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A protocol that peers agree on when they open a WebSocket or a long-poll transport, such as
 * {@code wamp.2.json} or {@code wamp.2.cbor.batched}.
 *
 * @param serializer how messages are encoded
 * @param batched whether many messages go together: see {@link Batch}
 */
public record Subprotocol(Serializer serializer, boolean batched) {
    private static final String BATCHED = ".batched";

    /** All there are. */
    public static List<Subprotocol> all() {
        List<Subprotocol> all = new ArrayList<>();
        for (Serializer serializer : Serializer.values()) {
            all.add(new Subprotocol(serializer, false));
            all.add(new Subprotocol(serializer, true));
        }
        return List.copyOf(all);
    }

    /** The subprotocol of that name; empty where it is none of ours. */
    public static Optional<Subprotocol> of(String name) {
        boolean batched = name.endsWith(BATCHED);
        String plain = batched ? name.substring(0, name.length() - BATCHED.length()) : name;
        return Serializer.ofSubprotocol(plain)
                .map(serializer -> new Subprotocol(serializer, batched));
    }

    /** As handshakes have it. */
    public String name() {
        return batched ? serializer.subprotocol() + BATCHED : serializer.subprotocol();
    }
}
