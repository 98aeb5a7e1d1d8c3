package dev.tule.iam;

import dev.tule.iam.Identity.Role;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.Tag;

/** Instance profiles, each with one role at most. Safe for use by many threads. */
final class InstanceProfiles {
    private final Context context;

    InstanceProfiles(Context context) {
        this.context = context;
    }

    static Optional<InstanceProfileRow> find(Snapshot rows, String account, String name) {
        return rows.get(Rows.instanceProfile(account, name)).map(InstanceProfileRow::of);
    }

    private InstanceProfileRow require(Snapshot rows, String name) {
        return find(rows, context.account(), name)
                .orElseThrow(() -> Faults.notFound("Instance Profile " + name));
    }

    private void put(Transaction rows, InstanceProfileRow profile) {
        rows.put(Rows.instanceProfile(context.account(), profile.name()), profile.pack());
    }

    private static String name(@Nullable String given) {
        return Names.instanceProfile(given);
    }

    InstanceProfile create(CreateInstanceProfileRequest request) {
        InstanceProfileRow profile =
                new InstanceProfileRow(
                        context.account(),
                        name(request.instanceProfileName()),
                        Names.path(request.path()),
                        context.identifiers().id(Identifiers.Prefix.AIPA),
                        context.now(),
                        "",
                        Tags.of(request.tags()));
        return context.transact(
                rows -> {
                    if (find(rows, context.account(), profile.name()).isPresent()) {
                        throw Faults.exists("Instance Profile " + profile.name());
                    }
                    put(rows, profile);
                    return toSdk(rows, profile);
                });
    }

    InstanceProfile get(@Nullable String profileName) {
        String name = name(profileName);
        return context.read(rows -> toSdk(rows, require(rows, name)));
    }

    Listing<InstanceProfile> list(ListInstanceProfilesRequest request) {
        String prefix = Objects.requireNonNullElse(request.pathPrefix(), "/");
        return context.read(
                rows ->
                        Listing.of(
                                rows,
                                Rows.instanceProfiles(context.account()),
                                request.maxItems(),
                                request.marker(),
                                entry ->
                                        Optional.of(InstanceProfileRow.of(entry.value()))
                                                .filter(p -> p.path().startsWith(prefix))
                                                .map(p -> toSdk(rows, p))));
    }

    Listing<InstanceProfile> list(ListInstanceProfilesForRoleRequest request) {
        String roleName = Names.identity(request.roleName(), "roleName");
        return context.read(
                rows -> {
                    Role role = context.identities().role(rows, roleName);
                    return Listing.of(
                            rows,
                            Rows.holders(role.id()),
                            request.maxItems(),
                            request.marker(),
                            entry ->
                                    find(rows, context.account(), Rows.last(entry.key()))
                                            .map(p -> toSdk(rows, p)));
                });
    }

    void addRole(@Nullable String profileName, @Nullable String roleName) {
        String name = name(profileName);
        String added = Names.identity(roleName, "roleName");
        context.change(
                rows -> {
                    InstanceProfileRow profile = require(rows, name);
                    Role role = context.identities().role(rows, added);
                    if (!profile.roleId().isEmpty()) {
                        throw Faults.limitExceeded("InstanceSessionsPerInstanceProfile: 1");
                    }
                    put(rows, profile.withRole(role.id()));
                    rows.put(holder(role, profile), Rows.NOTHING);
                });
    }

    void removeRole(@Nullable String profileName, @Nullable String roleName) {
        String name = name(profileName);
        String removed = Names.identity(roleName, "roleName");
        context.change(
                rows -> {
                    InstanceProfileRow profile = require(rows, name);
                    Role role = context.identities().role(rows, removed);
                    if (!profile.roleId().equals(role.id())) {
                        throw Faults.noSuch("role with name " + removed);
                    }
                    put(rows, profile.withRole(""));
                    rows.delete(holder(role, profile));
                });
    }

    private static Key holder(Role role, InstanceProfileRow profile) {
        return Rows.holder(role.id(), profile.name());
    }

    void delete(@Nullable String profileName) {
        String name = name(profileName);
        context.change(
                rows -> {
                    if (!require(rows, name).roleId().isEmpty()) {
                        throw Faults.deleteConflict("remove roles from instance profile");
                    }
                    rows.delete(Rows.instanceProfile(context.account(), name));
                });
    }

    void tag(@Nullable String profileName, List<Tag> added) {
        Map<String, String> more = Tags.of(added);
        change(profileName, profile -> profile.withTags(Tags.with(profile.tags(), more)));
    }

    void untag(@Nullable String profileName, List<String> keys) {
        change(profileName, profile -> profile.withTags(Tags.without(profile.tags(), keys)));
    }

    private void change(@Nullable String profileName, UnaryOperator<InstanceProfileRow> change) {
        String name = name(profileName);
        context.change(rows -> put(rows, change.apply(require(rows, name))));
    }

    private static InstanceProfile toSdk(Snapshot rows, InstanceProfileRow profile) {
        return InstanceProfile.builder()
                .instanceProfileName(profile.name())
                .path(profile.path())
                .instanceProfileId(profile.id())
                .arn(profile.arn())
                .createDate(profile.created())
                .roles(
                        Identities.byId(rows, profile.roleId())
                                .map(role -> List.of(Roles.toSdk((Role) role, false)))
                                .orElse(List.of()))
                .tags(Tags.toSdk(profile.tags()))
                .build();
    }
}
