package dev.tule.s3.tag;

import dev.tule.s3.fault.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The rules for tags (S3 User Guide, "Categorizing your objects using tags"). */
public final class Tags {
    public static final int OBJECT_LIMIT = 10;
    public static final int BUCKET_LIMIT = 50;

    private static final int KEY_LENGTH = 128;
    private static final int VALUE_LENGTH = 256;

    private Tags() {}

    /** The tags of a request's body. */
    public static Map<String, String> of(@Nullable Tagging tagging, int limit) {
        if (tagging == null || !tagging.hasTagSet()) {
            throw Faults.malformedXml();
        }
        return of(tagging.tagSet(), limit);
    }

    public static Map<String, String> of(List<Tag> list, int limit) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : list) {
            if (tag.key() == null || tag.value() == null) {
                throw Faults.malformedXml();
            }
            add(tags, tag.key(), tag.value());
        }
        return checked(tags, limit);
    }

    /** The tags of an {@code x-amz-tagging} header: a query string. */
    public static Map<String, String> ofHeader(@Nullable String header) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (header == null || header.isEmpty()) {
            return tags;
        }
        for (String pair : header.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                add(tags, decode(key), decode(value));
            } catch (IllegalArgumentException e) {
                throw Faults.invalidArgument(
                        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL"
                                + " query parameters without tag name duplicates.",
                        "x-amz-tagging",
                        header);
            }
        }
        return checked(tags, OBJECT_LIMIT);
    }

    /** The tags as a response has them. */
    public static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static void add(Map<String, String> tags, String key, String value) {
        if (key.isEmpty() || key.codePointCount(0, key.length()) > KEY_LENGTH) {
            throw Faults.invalidTag("The TagKey you have provided is invalid");
        }
        if (value.codePointCount(0, value.length()) > VALUE_LENGTH) {
            throw Faults.invalidTag("The TagValue you have provided is invalid");
        }
        if (tags.put(key, value) != null) {
            throw Faults.invalidTag("Cannot provide multiple Tags with the same key");
        }
    }

    private static Map<String, String> checked(Map<String, String> tags, int limit) {
        if (tags.size() > limit) {
            throw Faults.tooManyTags(
                    limit == OBJECT_LIMIT
                            ? "Object tags cannot be greater than 10"
                            : "Bucket tag count cannot be greater than " + limit);
        }
        return tags;
    }
}
