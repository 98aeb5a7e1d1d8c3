package dev.tule.s3.checksum;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The digests of one body: MD5 and some additional ones. Not thread-safe; may be handed from thread
 * to thread.
 */
public final class Digests {
    private final Digest md5 = Algorithm.MD5.digest();
    private final Map<Algorithm, Digest> additional = new EnumMap<>(Algorithm.class);
    private final Map<Algorithm, byte[]> values = new EnumMap<>(Algorithm.class);

    public Digests(Set<Algorithm> algorithms) {
        algorithms.forEach(algorithm -> additional.put(algorithm, algorithm.digest()));
    }

    public void update(byte[] bytes, int offset, int count) {
        md5.update(bytes, offset, count);
        additional.values().forEach(digest -> digest.update(bytes, offset, count));
    }

    /** The values; ends the computation. */
    public Values finish() {
        additional.forEach((algorithm, digest) -> values.put(algorithm, digest.value()));
        return new Values(md5.value(), values);
    }

    /**
     * What was computed.
     *
     * @param additional by algorithm
     */
    public record Values(
            @SuppressWarnings("ArrayRecordComponent") byte[] md5,
            Map<Algorithm, byte[]> additional) {
        public Values {
            additional = Map.copyOf(additional);
        }
    }
}
