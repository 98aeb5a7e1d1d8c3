package dev.tule.wamp.auth;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A TLS channel, as one kind of channel binding identifies it. Immutable. */
public final class BoundChannel {
    private final ChannelBinding type;
    private final byte[] id;

    public BoundChannel(ChannelBinding type, byte[] id) {
        this.type = type;
        this.id = id.clone();
    }

    public ChannelBinding type() {
        return type;
    }

    /** The channel's id: the binding data of RFC 5056. */
    public byte[] id() {
        return id.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoundChannel channel
                && type == channel.type
                && MessageDigest.isEqual(id, channel.id);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "BoundChannel[" + type.wireName() + "]";
    }
}
