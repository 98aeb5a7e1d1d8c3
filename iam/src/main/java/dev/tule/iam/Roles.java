package dev.tule.iam;

import dev.tule.iam.Identity.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

/** Roles. Safe for use by many threads. */
final class Roles {
    private static final int SHORTEST_SESSION = 3600;
    private static final int LONGEST_SESSION = 43_200;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int LONGEST_TRUST_POLICY = 2048;

    private final Context context;

    Roles(Context context) {
        this.context = context;
    }

    Role create(CreateRoleRequest request) {
        if (request.permissionsBoundary() != null) {
            throw Faults.notImplemented("Permissions boundaries");
        }
        Identity.Role role =
                new Identity.Role(
                        context.account(),
                        Names.identity(request.roleName(), "roleName"),
                        Names.path(request.path()),
                        context.identifiers().id(Identifiers.Prefix.AROA),
                        context.now(),
                        Tags.of(request.tags()),
                        LegalPolicy.ofTrust(
                                request.assumeRolePolicyDocument(), LONGEST_TRUST_POLICY),
                        description(request.description()),
                        session(request.maxSessionDuration(), SHORTEST_SESSION));
        context.change(rows -> context.identities().add(rows, role));
        return toSdk(role, true);
    }

    Role get(@Nullable String roleName) {
        String name = Names.identity(roleName, "roleName");
        return toSdk(context.read(rows -> context.identities().role(rows, name)), true);
    }

    ListRolesResponse list(ListRolesRequest request) {
        Listing<Identity> page =
                context.read(
                        rows ->
                                context.identities()
                                        .list(
                                                rows,
                                                Kind.ROLE,
                                                request.pathPrefix(),
                                                request.maxItems(),
                                                request.marker()));
        return ListRolesResponse.builder()
                .roles(
                        page.items().stream()
                                .map(role -> toSdk((Identity.Role) role, false))
                                .toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    void update(UpdateRoleRequest request) {
        change(
                request.roleName(),
                role ->
                        role.described(
                                request.description() == null
                                        ? role.description()
                                        : description(request.description()),
                                session(
                                        request.maxSessionDuration(),
                                        role.longestSessionSeconds())));
    }

    void updateTrustPolicy(@Nullable String roleName, @Nullable String document) {
        String checked = LegalPolicy.ofTrust(document, LONGEST_TRUST_POLICY);
        change(roleName, role -> role.withTrustPolicy(checked));
    }

    private void change(
            @Nullable String roleName, java.util.function.UnaryOperator<Identity.Role> change) {
        String name = Names.identity(roleName, "roleName");
        context.change(
                rows -> {
                    Identity.Role role = context.identities().role(rows, name);
                    context.identities().change(rows, change.apply(role));
                });
    }

    void delete(@Nullable String roleName) {
        String name = Names.identity(roleName, "roleName");
        context.change(
                rows -> context.identities().remove(rows, context.identities().role(rows, name)));
        context.keys().forgetAll(); // its sessions end with it
    }

    private static int session(@Nullable Integer seconds, int otherwise) {
        if (seconds == null) {
            return otherwise;
        }
        if (seconds < SHORTEST_SESSION || seconds > LONGEST_SESSION) {
            throw Faults.invalid("MaxSessionDuration must be between 3600 and 43200 seconds.");
        }
        return seconds;
    }

    private static String description(@Nullable String description) {
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw Faults.invalid("A description has at most 1000 characters.");
        }
        return description == null ? "" : description;
    }

    static Role toSdk(Identity.Role role, boolean whole) {
        Role.Builder sdk =
                Role.builder()
                        .roleName(role.name())
                        .path(role.path())
                        .roleId(role.id())
                        .arn(role.arn())
                        .createDate(role.created())
                        .maxSessionDuration(role.longestSessionSeconds())
                        .description(role.description().isEmpty() ? null : role.description())
                        .assumeRolePolicyDocument(encoded(role.trustPolicy()));
        return whole && !role.tags().isEmpty()
                ? sdk.tags(Tags.toSdk(role.tags())).build()
                : sdk.build();
    }

    /** Documents are percent-encoded (RFC 3986) in every answer. */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
