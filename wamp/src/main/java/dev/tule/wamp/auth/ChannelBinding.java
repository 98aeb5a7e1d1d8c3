package dev.tule.wamp.auth;

import dev.tule.wamp.transport.TransportDetails;
import java.util.Optional;

/**
 * What ties an authentication to the TLS channel it runs in, so that nobody in the middle can carry
 * it into another.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-tls-channel-binding">TLS Channel
 *     Binding</a>
 */
public enum ChannelBinding {
    /**
     * The channel's first Finished message. No channel of ours gives it: the Java platform keeps it
     * to itself.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5929#section-3">RFC 5929, section 3</a>
     */
    TLS_UNIQUE("tls-unique"),
    /**
     * 32 bytes derived from the channel's keys.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9266">RFC 9266</a>
     */
    TLS_EXPORTER("tls-exporter"),
    /**
     * The hash of the server's certificate. For WAMP-SCRAM only: it is not 32 bytes of every
     * channel, which cryptosign needs.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5929#section-4">RFC 5929, section 4</a>
     */
    TLS_SERVER_END_POINT("tls-server-end-point");

    private final String wireName;

    ChannelBinding(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in {@code authextra.channel_binding}. */
    public String wireName() {
        return wireName;
    }

    /** The one of that name; empty where there is none. */
    public static Optional<ChannelBinding> ofWireName(String name) {
        for (ChannelBinding binding : values()) {
            if (binding.wireName.equals(name)) {
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }

    /** A transport's channel as this binding sees it; empty where it can't give that. */
    public Optional<BoundChannel> of(TransportDetails transport) {
        return transport.channelBinding(wireName).map(id -> new BoundChannel(this, id));
    }
}
