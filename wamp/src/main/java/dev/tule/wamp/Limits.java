package dev.tule.wamp;

/**
 * What a peer takes of a message.
 *
 * @param messageBytes the longest message
 * @param depth how deep lists and dicts may be nested, the message itself counted
 * @param headerItems how many items the options or details of a message may hold in all
 */
public record Limits(int messageBytes, int depth, int headerItems) {

    /** 16 MiB, the longest that RawSocket can carry; 64 levels; 65,536 items. */
    public static final Limits DEFAULT = new Limits(1 << 24, 64, 1 << 16);

    public Limits {
        if (messageBytes < 512 || depth < 4 || depth > 256 || headerItems < 64) {
            throw new IllegalArgumentException(
                    "limits are at least 512 bytes, 4 to 256 levels and at least 64 items");
        }
    }
}
