package dev.tule.aws.frontdoor;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/**
 * Fills every member of a structure with a value of its own, down to a depth; of a union one
 * member, another each time. Values pay no regard to constraints, and are awkward where they may
 * be. Not thread-safe.
 */
final class Filler {
    /** What the SDK's clients make up or use for themselves: it never reaches the wire. */
    private static final Set<String> CLIENTS_OWN =
            Set.of(
                    "ExpiresString",
                    "SourceBucket",
                    "SourceKey",
                    "SourceRegion",
                    "SourceVersionId",
                    "DestinationRegion");

    private final Map<String, Integer> turns = new HashMap<>();
    private int number;

    /** How many values have been made. */
    int count() {
        return number;
    }

    SdkPojo fill(SdkPojo builder, int depth) {
        Shape shape = Shape.of(builder);
        if (shape.isUnion()) {
            return union(builder, shape, depth);
        }
        for (Member member : shape.members()) {
            if (!CLIENTS_OWN.contains(member.name()) && !isChecked(shape, member)) {
                Object value = value(member, depth);
                if (value != null) {
                    member.set(builder, value);
                }
            }
        }
        return Shape.build(builder);
    }

    /** The clients hold these against the content. */
    private static boolean isChecked(Shape shape, Member member) {
        boolean withContent =
                shape.name().equals("GetObjectResponse")
                        || shape.name().equals("GetObjectAnnotationResponse");
        return (withContent && member.name().startsWith("Checksum"))
                || (withContent && member.name().equals("ContentLength"));
    }

    private SdkPojo union(SdkPojo builder, Shape shape, int depth) {
        int members = shape.members().size();
        for (int tries = 0; tries < members; tries++) {
            int turn = turns.merge(shape.name(), 1, Integer::sum);
            Member member = shape.members().get(turn % members);
            Object value = value(member, depth);
            if (value != null) {
                member.set(builder, value);
                return Shape.build(builder);
            }
        }
        throw new IllegalStateException("no member of " + shape + " can be filled");
    }

    private @Nullable Object value(Member member, int depth) {
        number++;
        return switch (member.type()) {
            case STRING -> text(member);
            case INTEGER -> member.location() == MarshallLocation.STATUS_CODE ? 200 : number;
            case LONG ->
                    member.name().equals("ContentLength")
                            ? RoundTripTest.CONTENT.length
                            : 5_000_000_000L + number;
            case SHORT -> (short) number;
            case BYTE -> (byte) number;
            case FLOAT -> number + .5f;
            case DOUBLE -> number + .25;
            case BIG_DECIMAL -> new BigDecimal(number + ".125");
            case BOOLEAN -> true;
            case BYTES -> SdkBytes.fromByteArray(new byte[] {0, -1, '"', (byte) number});
            case TIMESTAMP ->
                    member.inBody()
                            ? Instant.ofEpochMilli(1_700_000_000_123L + number)
                            : Instant.ofEpochSecond(1_700_000_000L + number);
            case DOCUMENT -> Document.fromString("document " + number);
            case STRUCTURE -> depth == 0 ? null : fill(member.newBuilder(), depth - 1);
            case LIST -> {
                Object first = value(member.element(), depth);
                Object second = value(member.element(), depth);
                yield first == null || second == null ? null : List.of(first, second);
            }
            case MAP -> map(member, depth);
        };
    }

    private @Nullable Map<String, Object> map(Member member, int depth) {
        Object first = value(member.element(), depth);
        Object second = value(member.element(), depth);
        if (first == null || second == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k" + number, first);
        map.put("key" + number, second);
        return map;
    }

    private String text(Member member) {
        return switch (member.location()) {
            case GREEDY_PATH -> "a b//c+d&é/" + number;
            case PATH ->
                    member.requestName().equals("Bucket") ? "bucket-" + number : "p +é%2F" + number;
            case HEADER ->
                    switch (member.name()) {
                        // The clients act upon these.
                        case "ChecksumAlgorithm" -> "CRC32";
                        case "RequestRoute" -> "route";
                        default -> "h " + number;
                    };
            case PAYLOAD, QUERY_PARAM, STATUS_CODE ->
                    member.isAttribute() ? "CanonicalUser" : "s<&\"'> \r\n é漢😀 " + number;
        };
    }
}
