package dev.tule.mtv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding in UTF-8 (RFC 3986 section 2.1, and forms' variant of it). */
public final class Percent {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** What a path may hold as it is; Django's {@code reverse} leaves the same. */
    private static final String PATH = UNRESERVED + "/:@!$&'()*+,;=";

    private Percent() {}

    /** A path, its slashes left alone. */
    public static String encodePath(String path) {
        return encode(path, PATH);
    }

    /** A name or value of a query, or a part of anything: only unreserved characters stay. */
    public static String encode(String text) {
        return encode(text, UNRESERVED);
    }

    /** Everything but unreserved characters and those in {@code safe}. */
    public static String encodeExcept(String text, String safe) {
        return encode(text, UNRESERVED + safe);
    }

    private static String encode(String text, String safe) {
        int start = 0;
        while (start < text.length() && safe.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        if (start == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, start);
        for (byte b : text.substring(start).getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && safe.indexOf((char) b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    /**
     * The text that was encoded.
     *
     * @throws BadRequest where an escape is broken, or the bytes are not UTF-8
     */
    public static String decodePath(String raw) {
        return decode(raw, false);
    }

    /** As {@link #decodePath}, with {@code +} for a space. */
    public static String decodeForm(String raw) {
        return decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && !(plusIsSpace && raw.indexOf('+') >= 0) && isAscii(raw)) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= raw.length()
                        || !HexFormat.isHexDigit(raw.charAt(i + 1))
                        || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
                    throw new BadRequest("a broken percent-escape");
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
                i += 2;
            } else if (c > 0xFF) {
                throw new BadRequest("a character beyond U+00FF where bytes are meant");
            } else {
                // Over the wire each character is a byte, whatever it stands for.
                bytes[length++] = c == '+' && plusIsSpace ? (byte) ' ' : (byte) c;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("bytes that are not UTF-8");
        }
    }

    private static boolean isAscii(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
