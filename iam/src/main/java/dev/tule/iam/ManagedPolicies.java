package dev.tule.iam;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * Policies that stand by themselves and are attached to users and roles. Each has its first version
 * only. AWS's own, {@code arn:aws:iam::aws:policy/...}, can be attached by any name; {@link
 * AwsManagedPolicies} says which of them allow anything. Safe for use by many threads.
 */
final class ManagedPolicies {
    private static final String FIRST_VERSION = "v1";
    private static final int LONGEST_DOCUMENT = 6144;
    private static final int MOST_ATTACHED = 20;

    private final Context context;

    ManagedPolicies(Context context) {
        this.context = context;
    }

    Policy create(CreatePolicyRequest request) {
        if (request.hasTags()) {
            throw Faults.notImplemented("Tags of policies");
        }
        String name = Names.policy(request.policyName());
        String description = Optional.ofNullable(request.description()).orElse("");
        ManagedPolicyRow row =
                new ManagedPolicyRow(
                        name,
                        Names.path(request.path()),
                        context.identifiers().id(Identifiers.Prefix.ANPA),
                        context.now(),
                        description,
                        LegalPolicy.ofIdentity(request.policyDocument(), LONGEST_DOCUMENT));
        return context.transact(
                rows -> {
                    Key key = key(row.arn(context.account()));
                    if (rows.get(key).isPresent()) {
                        throw Faults.exists("A policy called " + name);
                    }
                    rows.put(key, row.pack());
                    return toSdk(rows, row);
                });
    }

    Policy get(@Nullable String arn) {
        return context.read(rows -> toSdk(rows, require(rows, arn)));
    }

    PolicyVersion version(@Nullable String arn, @Nullable String version) {
        ManagedPolicyRow row = context.read(rows -> require(rows, arn));
        if (!FIRST_VERSION.equals(version)) {
            throw Faults.noSuch("policy version " + version);
        }
        return version(row).toBuilder().document(Roles.encoded(row.document())).build();
    }

    PolicyVersion onlyVersion(@Nullable String arn) {
        return version(context.read(rows -> require(rows, arn)));
    }

    private static PolicyVersion version(ManagedPolicyRow row) {
        return PolicyVersion.builder()
                .versionId(FIRST_VERSION)
                .isDefaultVersion(true)
                .createDate(row.created())
                .build();
    }

    ListPoliciesResponse list(ListPoliciesRequest request) {
        String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
        boolean attachedOnly = Boolean.TRUE.equals(request.onlyAttached());
        if (request.scope() == PolicyScopeType.AWS) {
            return ListPoliciesResponse.builder().policies(List.of()).isTruncated(false).build();
        }
        Listing<Policy> page =
                context.read(
                        rows ->
                                Listing.of(
                                        rows,
                                        Rows.policies(context.account()),
                                        request.maxItems(),
                                        request.marker(),
                                        entry ->
                                                Optional.of(
                                                                toSdk(
                                                                        rows,
                                                                        ManagedPolicyRow.of(
                                                                                entry.value())))
                                                        .filter(p -> p.path().startsWith(prefix))
                                                        .filter(
                                                                p ->
                                                                        !attachedOnly
                                                                                || p
                                                                                                .attachmentCount()
                                                                                        > 0)));
        return ListPoliciesResponse.builder()
                .policies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    void delete(@Nullable String arn) {
        context.change(
                rows -> {
                    ManagedPolicyRow row = require(rows, arn);
                    if (attachments(rows, row.arn(context.account())) > 0) {
                        throw Faults.deleteConflict("detach policy from all its entities");
                    }
                    rows.delete(key(row.arn(context.account())));
                });
    }

    void attach(Identity.Kind kind, @Nullable String owner, @Nullable String arn) {
        context.change(
                rows -> {
                    String id = owner(rows, kind, owner);
                    String policy = requireAttachable(rows, arn);
                    Key attached = Rows.attached(id).with(policy);
                    int already =
                            rows.range(
                                            KeyRange.within(Rows.attached(id)),
                                            MOST_ATTACHED,
                                            Snapshot.Direction.FORWARD)
                                    .entries()
                                    .size();
                    if (already == MOST_ATTACHED && rows.get(attached).isEmpty()) {
                        throw Faults.limitExceeded("PoliciesPerIdentity: " + MOST_ATTACHED);
                    }
                    rows.put(attached, Rows.NOTHING);
                    rows.put(Rows.attachment(policy).with(id), Rows.NOTHING);
                });
    }

    void detach(Identity.Kind kind, @Nullable String owner, @Nullable String arn) {
        context.change(
                rows -> {
                    String id = owner(rows, kind, owner);
                    Key attached = Rows.attached(id).with(text(arn));
                    if (rows.get(attached).isEmpty()) {
                        throw Faults.noSuch("attachment of policy " + arn);
                    }
                    rows.delete(attached);
                    rows.delete(Rows.attachment(text(arn)).with(id));
                });
    }

    Listing<AttachedPolicy> attached(
            Identity.Kind kind,
            @Nullable String owner,
            @Nullable Integer maxItems,
            @Nullable String marker) {
        return context.read(
                rows ->
                        Listing.of(
                                rows,
                                Rows.attached(owner(rows, kind, owner)),
                                maxItems,
                                marker,
                                entry -> Optional.of(attachedPolicy(Rows.last(entry.key())))));
    }

    private static AttachedPolicy attachedPolicy(String arn) {
        return AttachedPolicy.builder()
                .policyArn(arn)
                .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                .build();
    }

    private String owner(Snapshot rows, Identity.Kind kind, @Nullable String name) {
        String checked = Names.identity(name, kind.word() + "Name");
        return context.identities().require(rows, kind, checked).id();
    }

    private String requireAttachable(Snapshot rows, @Nullable String arn) {
        return text(arn).startsWith(AwsManagedPolicies.PREFIX)
                ? text(arn)
                : require(rows, arn).arn(context.account());
    }

    private ManagedPolicyRow require(Snapshot rows, @Nullable String arn) {
        return rows.get(key(text(arn)))
                .map(ManagedPolicyRow::of)
                .orElseThrow(() -> Faults.noSuch("policy " + arn));
    }

    private Key key(String arn) {
        return ManagedPolicyRow.key(context.account(), arn);
    }

    private Policy toSdk(Snapshot rows, ManagedPolicyRow row) {
        String arn = row.arn(context.account());
        return Policy.builder()
                .policyName(row.name())
                .path(row.path())
                .policyId(row.id())
                .arn(arn)
                .defaultVersionId(FIRST_VERSION)
                .attachmentCount(attachments(rows, arn))
                .isAttachable(true)
                .description(row.description().isEmpty() ? null : row.description())
                .createDate(row.created())
                .updateDate(row.created())
                .build();
    }

    private static int attachments(Snapshot rows, String arn) {
        return (int) rows.entries(Rows.attachment(arn)).count();
    }

    private static String text(@Nullable String arn) {
        if (arn == null || arn.length() < 20 || arn.length() > 2048) {
            throw Faults.invalid("ARN " + arn + " is not valid.");
        }
        return arn;
    }
}
