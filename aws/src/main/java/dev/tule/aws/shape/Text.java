package dev.tule.aws.shape;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Scalars as text: in query parameters, header fields, labels of a path, and XML. */
public final class Text {
    private static final int SHORT = 100;

    private Text() {}

    /**
     * Reads a member's value.
     *
     * @param timestamps the protocol's timestamp format, where the member names none
     */
    public static Object parse(Member member, String text, Format timestamps) {
        if (member.type() == Member.Type.STRING) {
            return text;
        }
        String value = text.strip();
        try {
            return switch (member.type()) {
                case INTEGER -> Integer.valueOf(value);
                case LONG -> Long.valueOf(value);
                case SHORT -> Short.valueOf(value);
                case BYTE -> Byte.valueOf(value);
                case FLOAT -> Float.valueOf(value);
                case DOUBLE -> Double.valueOf(value);
                case BIG_DECIMAL -> new BigDecimal(value);
                case BOOLEAN -> bool(value);
                case BYTES -> SdkBytes.fromByteArrayUnsafe(Base64.getMimeDecoder().decode(value));
                case TIMESTAMP -> Timestamps.parse(value, member.timestampFormat(timestamps));
                case STRING, STRUCTURE, LIST, MAP, DOCUMENT ->
                        throw MalformedRequest.type(member.name() + " cannot be given as text");
            };
        } catch (IllegalArgumentException e) {
            throw MalformedRequest.type(
                    "'" + shorten(value) + "' is not " + member.type().description());
        }
    }

    /** Writes a member's value. */
    public static String print(Member member, Object value, Format timestamps) {
        return switch (value) {
            case Instant instant -> Timestamps.print(instant, member.timestampFormat(timestamps));
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            case BigDecimal decimal -> decimal.toPlainString();
            default -> value.toString();
        };
    }

    /** The text, cut to what belongs in a message. */
    public static String shorten(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT) + "...";
    }

    /** Whether every half of a surrogate pair stands beside its other half. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text, with a question mark for each half of a surrogate pair that stands alone. */
    public static String wellFormed(String text) {
        return isWellFormed(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean bool(String value) {
        if (value.equalsIgnoreCase("true") || value.equals("1")) {
            return true;
        }
        if (value.equalsIgnoreCase("false") || value.equals("0")) {
            return false;
        }
        throw new IllegalArgumentException("neither true nor false");
    }
}
