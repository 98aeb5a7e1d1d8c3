package dev.tule.s3.object;

import dev.tule.s3.fault.Faults;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of an object's bytes (RFC 9110 section 14).
 *
 * @param offset of the first byte
 * @param count from 1; 0 only for the whole of an empty object
 */
public record ByteRange(long offset, long count) {
    // No more digits than a long holds: longer numbers are beyond any object's end anyway.
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** All of an object. */
    public static ByteRange whole(long length) {
        return new ByteRange(0, length);
    }

    /**
     * The range of a {@code Range} header; empty where the header is no single range of bytes,
     * which S3 answers as if it weren't there.
     */
    static Optional<ByteRange> parse(String header, long length) {
        Matcher matcher = HEADER.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty()
                    ? Optional.empty()
                    : Optional.of(suffix(header, Long.parseLong(last), length));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        if (from >= length) {
            throw Faults.invalidRange(header, length);
        }
        return Optional.of(new ByteRange(from, Math.min(to + 1, length) - from));
    }

    /** A range of first and last, both within; empty for anything else. */
    public static Optional<ByteRange> within(String header, long length) {
        Matcher matcher = HEADER.matcher(header.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() || matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        long from = Long.parseLong(matcher.group(1));
        long to = Long.parseLong(matcher.group(2));
        return from <= to && to < length
                ? Optional.of(new ByteRange(from, to + 1 - from))
                : Optional.empty();
    }

    private static ByteRange suffix(String header, long count, long length) {
        if (count == 0 || length == 0) {
            throw Faults.invalidRange(header, length);
        }
        long taken = Math.min(count, length);
        return new ByteRange(length - taken, taken);
    }

    /** The {@code Content-Range} of an answer with this range. */
    String contentRange(long length) {
        return "bytes " + offset + "-" + (offset + count - 1) + "/" + length;
    }
}
