package dev.tule.iam;

import dev.tule.iam.Identity.Kind;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies embedded in a user or role. Safe for use by many threads. */
final class InlinePolicies {
    private static final int LONGEST_OF_USER = 2048;
    private static final int LONGEST_OF_ROLE = 10_240;

    private final Context context;
    private final Kind kind;

    InlinePolicies(Context context, Kind kind) {
        this.context = context;
        this.kind = kind;
    }

    void put(@Nullable String owner, @Nullable String policyName, @Nullable String document) {
        String checked =
                LegalPolicy.ofIdentity(
                        document, kind == Kind.USER ? LONGEST_OF_USER : LONGEST_OF_ROLE);
        context.change(
                rows ->
                        rows.put(
                                row(rows, owner, policyName),
                                checked.getBytes(StandardCharsets.UTF_8)));
    }

    /** The document, percent-encoded. */
    String get(@Nullable String owner, @Nullable String policyName) {
        return context.read(
                rows ->
                        rows.get(row(rows, owner, policyName))
                                .map(row -> new String(row, StandardCharsets.UTF_8))
                                .map(Roles::encoded)
                                .orElseThrow(() -> noSuch(policyName)));
    }

    void delete(@Nullable String owner, @Nullable String policyName) {
        context.change(
                rows -> {
                    Key row = row(rows, owner, policyName);
                    if (rows.get(row).isEmpty()) {
                        throw noSuch(policyName);
                    }
                    rows.delete(row);
                });
    }

    Listing<String> list(
            @Nullable String owner, @Nullable Integer maxItems, @Nullable String marker) {
        return context.read(
                rows ->
                        Listing.of(
                                rows,
                                Rows.inline(id(rows, owner)),
                                maxItems,
                                marker,
                                entry -> Optional.of(Rows.last(entry.key()))));
    }

    private Key row(Snapshot rows, @Nullable String owner, @Nullable String policyName) {
        return Rows.inline(id(rows, owner)).with(Names.policy(policyName));
    }

    private String id(Snapshot rows, @Nullable String owner) {
        String name = Names.identity(owner, kind.word() + "Name");
        return context.identities().require(rows, kind, name).id();
    }

    private static software.amazon.awssdk.services.iam.model.NoSuchEntityException noSuch(
            @Nullable String policyName) {
        return Faults.noSuch("policy with name " + policyName);
    }
}
