package dev.tule.iam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tule.iam.policy.MalformedPolicyException;
import dev.tule.iam.policy.PolicyDocument;
import dev.tule.iam.policy.PolicyDocument.Kind;
import dev.tule.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies that an identity has: embedded in it, and attached to it. What has been read is
 * remembered by its text. Safe for use by many threads.
 */
final class GrantedPolicies {
    private static final int REMEMBERED = 1000;

    /** What stands for a document, kept by an earlier version, that can't be read. */
    private static final PolicyDocument NOTHING_AT_ALL =
            PolicyDocument.parse(
                    "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                    Kind.IDENTITY);

    private final Cache<String, PolicyDocument> read =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * @param id of a user or a role
     */
    List<PolicyDocument> of(Snapshot rows, String id) {
        Stream<String> inline =
                rows.entries(Rows.inline(id))
                        .map(entry -> new String(entry.value(), StandardCharsets.UTF_8));
        Stream<String> attached =
                rows.entries(Rows.attached(id))
                        .map(entry -> Rows.last(entry.key()))
                        .flatMap(arn -> document(rows, arn).stream());
        return Stream.concat(inline, attached).map(text -> read.get(text, this::read)).toList();
    }

    private static Optional<String> document(Snapshot rows, String arn) {
        return AwsManagedPolicies.document(arn)
                .or(() -> ManagedPolicyRow.find(rows, arn).map(ManagedPolicyRow::document));
    }

    private PolicyDocument read(String document) {
        try {
            return PolicyDocument.parse(document, Kind.IDENTITY);
        } catch (MalformedPolicyException e) {
            return NOTHING_AT_ALL;
        }
    }
}
