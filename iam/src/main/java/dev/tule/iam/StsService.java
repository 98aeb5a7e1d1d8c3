package dev.tule.iam;

import dev.tule.aws.AwsCall;
import dev.tule.aws.Circumstances;
import dev.tule.aws.Permission;
import dev.tule.aws.Principal;
import dev.tule.iam.Identity.Kind;
import dev.tule.iam.Identity.Role;
import dev.tule.store.Snapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/**
 * The Security Token Service of an account. Who may assume a role is decided by its trust policy
 * ({@link TrustPolicy}), and where that trusts the account, by the caller's own, within the account
 * only; unlike at AWS, root may. What would restrict a session (session policies, session tags,
 * devices) is refused, not ignored. Safe for use by many threads.
 */
final class StsService implements StsClient {
    private static final int SHORTEST_SECONDS = 900;
    private static final int HOUR_SECONDS = 3600;
    private static final int DEFAULT_TOKEN_SECONDS = 43_200;
    private static final int LONGEST_TOKEN_SECONDS = 129_600;

    private final Context context;
    private final AccountAuthoriser authoriser;

    StsService(Context context, AccountAuthoriser authoriser) {
        this.context = context;
        this.authoriser = authoriser;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing of its own
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        Principal caller = AwsCall.current().principal();
        return GetCallerIdentityResponse.builder()
                .account(caller.account())
                .arn(caller.arn())
                .userId(caller.userId())
                .build();
    }

    @Override
    public GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request) {
        Principal caller = AwsCall.current().principal();
        refuseDevice(request.serialNumber(), request.tokenCode());
        boolean root = caller.kind() == Principal.Kind.ROOT;
        if (!root && caller.kind() != Principal.Kind.USER) {
            throw Faults.denied("Cannot call GetSessionToken with session credentials");
        }
        int seconds =
                seconds(
                        request.durationSeconds(),
                        root ? HOUR_SECONDS : DEFAULT_TOKEN_SECONDS,
                        LONGEST_TOKEN_SECONDS);
        Duration lifetime = Duration.ofSeconds(root ? Math.min(seconds, HOUR_SECONDS) : seconds);
        return GetSessionTokenResponse.builder()
                .credentials(Sessions.begin(context, caller, caller.userId(), lifetime))
                .build();
    }

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        Principal caller = AwsCall.current().principal();
        refuseDevice(request.serialNumber(), request.tokenCode());
        if (request.policy() != null || request.hasPolicyArns()) {
            throw Faults.notImplemented("Session policies");
        }
        if (request.hasTags() || request.hasTransitiveTagKeys()) {
            throw Faults.notImplemented("Session tags");
        }
        if (request.roleArn() == null) {
            throw Faults.invalid("RoleArn must not be null.");
        }
        String session = Names.session(request.roleSessionName());
        Role role = trusted(caller, request);
        int seconds = seconds(request.durationSeconds(), HOUR_SECONDS, LONGEST_TOKEN_SECONDS);
        requireWithin(caller, role, seconds);
        Principal assumed = assumed(context.account(), role, session);
        return AssumeRoleResponse.builder()
                .credentials(
                        Sessions.begin(context, assumed, role.id(), Duration.ofSeconds(seconds)))
                .assumedRoleUser(
                        AssumedRoleUser.builder()
                                .arn(assumed.arn())
                                .assumedRoleId(assumed.userId())
                                .build())
                .build();
    }

    /** Whoever has taken on a role. */
    static Principal assumed(String account, Role role, String session) {
        return new Principal(
                Principal.Kind.ASSUMED_ROLE,
                account,
                "arn:aws:sts::" + account + ":assumed-role/" + role.name() + "/" + session,
                role.id() + ":" + session);
    }

    /** The role, if it lets the caller in. Whether it exists is nobody else's business. */
    private Role trusted(Principal caller, AssumeRoleRequest request) {
        String arn = request.roleArn();
        return context.read(rows -> role(rows, arn))
                .filter(role -> isTrusted(caller, role, request))
                .orElseThrow(
                        () ->
                                Faults.denied(
                                        "User: "
                                                + caller.arn()
                                                + " is not authorized to perform: sts:AssumeRole on"
                                                + " resource: "
                                                + arn));
    }

    private Optional<Role> role(Snapshot rows, String arn) {
        return context.identities()
                .find(rows, Kind.ROLE, arn.substring(arn.lastIndexOf('/') + 1))
                .filter(found -> found.arn().equals(arn))
                .map(Role.class::cast);
    }

    /** A role that trusts the account leaves it to the caller's own policies. */
    private boolean isTrusted(Principal caller, Role role, AssumeRoleRequest request) {
        Optional<Identity> identity =
                context.read(rows -> Identities.byId(rows, Identities.id(caller)));
        Set<String> arns = new HashSet<>(Set.of(caller.arn()));
        identity.ifPresent(own -> arns.add(own.arn()));
        Circumstances circumstances = Circumstances.of(AwsCall.current());
        Map<String, List<String>> own =
                Map.of(
                        "sts:externalid",
                        request.externalId() == null ? List.of() : List.of(request.externalId()),
                        "sts:rolesessionname",
                        List.of(request.roleSessionName()));
        RequestKeys keys = new RequestKeys(caller, identity, own, circumstances);
        return switch (new TrustPolicy(role).trusts(caller.account(), arns, keys)) {
            case NO -> false;
            case CALLER -> true;
            case ACCOUNT ->
                    authoriser
                            .byPolicies(
                                    caller,
                                    new Permission(AccountAuthoriser.ASSUME_ROLE, role.arn(), own),
                                    circumstances)
                            .isAllowed();
        };
    }

    private static void requireWithin(Principal caller, Role role, int seconds) {
        if (seconds > role.longestSessionSeconds()) {
            throw Faults.invalid(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                            + " role.");
        }
        if (caller.kind() == Principal.Kind.ASSUMED_ROLE && seconds > HOUR_SECONDS) {
            throw Faults.invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining.");
        }
    }

    @Override
    public GetAccessKeyInfoResponse getAccessKeyInfo(GetAccessKeyInfoRequest request) {
        String id = request.accessKeyId();
        if (id == null || id.isEmpty() || id.length() > 128) {
            throw Faults.invalid("An access key id has 1 to 128 characters.");
        }
        String account =
                context.keys()
                        .find(id)
                        .map(key -> key.principal().account())
                        .orElseThrow(
                                () -> Faults.denied("There is no access key of this id here."));
        return GetAccessKeyInfoResponse.builder().account(account).build();
    }

    private static int seconds(@Nullable Integer asked, int otherwise, int longest) {
        int seconds = asked == null ? otherwise : asked;
        if (seconds < SHORTEST_SECONDS || seconds > longest) {
            throw Faults.invalid(
                    "DurationSeconds must be between " + SHORTEST_SECONDS + " and " + longest);
        }
        return seconds;
    }

    /** There are no devices here, so none can have shown that code. */
    private static void refuseDevice(@Nullable String serialNumber, @Nullable String tokenCode) {
        if (serialNumber != null || tokenCode != null) {
            throw Faults.denied("MultiFactorAuthentication failed, unable to validate MFA code.");
        }
    }
}
