package dev.tule.aws.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Percent-encoding as signatures want it: every byte but the unreserved characters of RFC 3986,
 * with upper-case digits.
 */
final class UriText {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
                .chars()
                .forEach(c -> UNRESERVED[c] = true);
    }

    private UriText() {}

    /** A percent sign was not followed by two hexadecimal digits. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The bytes that a percent-encoded text stands for. */
    static byte[] decode(String text, boolean plusIsSpace) throws Malformed {
        if (isPlain(text, plusIsSpace)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                if (i + 2 >= raw.length) {
                    throw new Malformed();
                }
                bytes.write((digit(raw[i + 1]) << 4) | digit(raw[i + 2]));
                i += 2;
            } else {
                bytes.write(raw[i] == '+' && plusIsSpace ? ' ' : raw[i]);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Appends bytes percent-encoded.
     *
     * @param slash whether slashes are encoded too
     */
    static void encode(byte[] bytes, boolean slash, StringBuilder to) {
        for (byte b : bytes) {
            if (b >= 0 && (UNRESERVED[b] || (b == '/' && !slash))) {
                to.append((char) b);
            } else {
                to.append('%').append(DIGITS[(b >> 4) & 15]).append(DIGITS[b & 15]);
            }
        }
    }

    static String encode(String text, boolean slash) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        encode(text.getBytes(StandardCharsets.UTF_8), slash, encoded);
        return encoded.toString();
    }

    /** S3's canonical path: each byte encoded once, empty and dot segments left alone. */
    static String encodedOnce(String rawPath) throws Malformed {
        StringBuilder encoded = new StringBuilder(rawPath.length() + 16);
        encode(decode(rawPath, false), false, encoded);
        return encoded.toString();
    }

    /** The other services' canonical path: what was sent, normalised and encoded again. */
    static String encodedTwice(String rawPath) {
        return encode(normalise(rawPath), false);
    }

    /** Takes out empty segments and resolves dot segments (RFC 3986 section 5.2.4). */
    static String normalise(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        StringBuilder normal = new StringBuilder(path.length());
        for (Iterator<String> i = segments.iterator(); i.hasNext(); ) {
            normal.append('/').append(i.next());
        }
        boolean directory = last.isEmpty() || last.equals(".") || last.equals("..");
        return normal.isEmpty() || directory ? normal.append('/').toString() : normal.toString();
    }

    private static boolean isPlain(String text, boolean plusIsSpace) {
        return text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0);
    }

    private static int digit(byte b) throws Malformed {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            throw new Malformed();
        }
        return digit;
    }
}
