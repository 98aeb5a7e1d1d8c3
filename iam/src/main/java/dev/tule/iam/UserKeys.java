package dev.tule.iam;

import dev.tule.aws.AwsCall;
import dev.tule.aws.Principal;
import dev.tule.iam.Identity.User;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

/** The access keys of users and of root. Safe for use by many threads. */
final class UserKeys {
    private static final int MOST_KEYS = 2;

    private final Context context;

    UserKeys(Context context) {
        this.context = context;
    }

    /** Whose keys are meant. */
    private record Owner(String id, @Nullable String userName) {}

    private Owner owner(Snapshot rows, @Nullable String userName) {
        if (userName == null && AwsCall.current().principal().kind() == Principal.Kind.ROOT) {
            return new Owner(context.account(), null);
        }
        User user = context.identities().user(rows, Users.nameOrCaller(userName));
        return new Owner(user.id(), user.name());
    }

    AccessKey create(@Nullable String userName) {
        String id = context.identifiers().id(Identifiers.Prefix.AKIA);
        String secret = context.identifiers().secret();
        byte[] sealed = context.secrets().seal(secret, id);
        Owner owner =
                context.transact(
                        rows -> {
                            Owner its = owner(rows, userName);
                            KeyRange owned = KeyRange.within(Rows.owned(its.id));
                            int keys =
                                    rows.range(owned, MOST_KEYS, Snapshot.Direction.FORWARD)
                                            .entries()
                                            .size();
                            if (keys == MOST_KEYS) {
                                throw Faults.limitExceeded("AccessKeysPerUser: " + MOST_KEYS);
                            }
                            rows.put(
                                    Rows.key(id),
                                    new KeyRow(
                                                    its.id,
                                                    context.account(),
                                                    sealed,
                                                    true,
                                                    context.now())
                                            .pack());
                            rows.put(Rows.owned(its.id).with(id), Rows.NOTHING);
                            return its;
                        });
        return AccessKey.builder()
                .userName(owner.userName)
                .accessKeyId(id)
                .secretAccessKey(secret)
                .status(StatusType.ACTIVE)
                .createDate(context.now())
                .build();
    }

    ListAccessKeysResponse list(ListAccessKeysRequest request) {
        return context.read(
                rows -> {
                    Owner owner = owner(rows, request.userName());
                    Listing<AccessKeyMetadata> page =
                            Listing.of(
                                    rows,
                                    Rows.owned(owner.id),
                                    request.maxItems(),
                                    request.marker(),
                                    entry -> metadata(rows, Rows.last(entry.key()), owner));
                    return ListAccessKeysResponse.builder()
                            .accessKeyMetadata(page.items())
                            .isTruncated(page.truncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static Optional<AccessKeyMetadata> metadata(Snapshot rows, String id, Owner owner) {
        return rows.get(Rows.key(id))
                .map(KeyRow::of)
                .map(
                        row ->
                                AccessKeyMetadata.builder()
                                        .userName(owner.userName)
                                        .accessKeyId(id)
                                        .status(
                                                row.active()
                                                        ? StatusType.ACTIVE
                                                        : StatusType.INACTIVE)
                                        .createDate(row.created())
                                        .build());
    }

    void update(@Nullable String userName, @Nullable String id, @Nullable StatusType status) {
        if (status != StatusType.ACTIVE && status != StatusType.INACTIVE) {
            throw Faults.invalid("Status must be Active or Inactive.");
        }
        context.change(
                rows -> {
                    KeyRow row = require(rows, owner(rows, userName), id);
                    boolean active = status == StatusType.ACTIVE;
                    rows.put(Rows.key(text(id)), row.withActive(active).pack());
                });
        context.keys().forget(text(id));
    }

    void delete(@Nullable String userName, @Nullable String id) {
        context.change(rows -> remove(rows, text(id), require(rows, owner(rows, userName), id)));
        context.keys().forget(text(id));
    }

    /** Removes a key's rows. */
    static void remove(Transaction rows, String id, KeyRow row) {
        rows.delete(Rows.key(id));
        rows.delete(Rows.owned(row.ownerId()).with(id));
        rows.delete(Rows.used(id));
    }

    GetAccessKeyLastUsedResponse lastUsed(@Nullable String id) {
        return context.read(
                rows -> {
                    KeyRow row =
                            rows.get(Rows.key(text(id)))
                                    .map(KeyRow::of)
                                    .filter(r -> r.account().equals(context.account()))
                                    .orElseThrow(() -> noSuchKey(id));
                    AccessKeyLastUsed.Builder used =
                            AccessKeyLastUsed.builder().serviceName("N/A").region("N/A");
                    context.keys()
                            .lastUse(rows, text(id))
                            .ifPresent(
                                    use ->
                                            used.lastUsedDate(use.time())
                                                    .serviceName(use.service())
                                                    .region(use.region()));
                    return GetAccessKeyLastUsedResponse.builder()
                            .userName(
                                    Identities.byId(rows, row.ownerId())
                                            .map(Identity::name)
                                            .orElse(null))
                            .accessKeyLastUsed(used.build())
                            .build();
                });
    }

    private static KeyRow require(Snapshot rows, Owner owner, @Nullable String id) {
        return rows.get(Rows.key(text(id)))
                .map(KeyRow::of)
                .filter(row -> row.ownerId().equals(owner.id))
                .orElseThrow(() -> noSuchKey(id));
    }

    private static software.amazon.awssdk.services.iam.model.NoSuchEntityException noSuchKey(
            @Nullable String id) {
        return Faults.noSuch("Access Key with id " + id);
    }

    private static String text(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > 128) {
            throw Faults.invalid("An access key id has 1 to 128 characters.");
        }
        return id;
    }
}
