package dev.tule.iam;

import dev.tule.aws.Principal;
import dev.tule.iam.Identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * What instances have of an account's roles: the profiles by which they have them, and temporary
 * credentials (EC2 User Guide, "IAM roles for Amazon EC2"). An instance is given the same
 * credentials again until an hour before they end; a server that has restarted gives new ones, and
 * the former hold until their end. Safe for use by many threads.
 */
public final class InstanceRoles {
    private static final String SERVICE = "ec2.amazonaws.com";
    private static final Duration LIFETIME = Duration.ofHours(6);
    private static final Duration RENEWED_BEFORE = Duration.ofHours(1);

    private final Function<String, Context> contexts;
    private final Map<Holder, Session> sessions = new ConcurrentHashMap<>();

    /** Who has a session: an instance, through a role. */
    private record Holder(String roleId, String instanceId) {}

    /**
     * Credentials of an instance.
     *
     * @param secret never logged
     * @param token never logged
     */
    public record Session(
            String accessKeyId, String secret, String token, Instant from, Instant expires) {
        @Override
        public String toString() {
            return "Session[" + accessKeyId + "]";
        }
    }

    /** A profile, as instances name it. */
    public record Profile(String arn, String id) {}

    InstanceRoles(Function<String, Context> contexts) {
        this.contexts = contexts;
    }

    /**
     * The profile of an account that is meant.
     *
     * @param nameOrArn its name, or its ARN
     */
    public Optional<Profile> find(String account, String nameOrArn) {
        return row(account, nameOrArn).map(row -> new Profile(row.arn(), row.id()));
    }

    private Optional<InstanceProfileRow> row(String account, String nameOrArn) {
        boolean isArn = nameOrArn.startsWith("arn:");
        String name = isArn ? nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
        return contexts.apply(account)
                .read(rows -> InstanceProfiles.find(rows, account, name))
                .filter(row -> !isArn || row.arn().equals(nameOrArn));
    }

    /** The name of the role in a profile, if there is such a profile and it has one. */
    public Optional<String> role(String account, String profileArn) {
        return roleIn(account, profileArn).map(Role::name);
    }

    private Optional<Role> roleIn(String account, String profileArn) {
        return row(account, profileArn)
                .flatMap(
                        row ->
                                contexts.apply(account)
                                        .read(rows -> Identities.byId(rows, row.roleId())))
                .map(Role.class::cast);
    }

    /**
     * Credentials of the role in a profile, for an instance.
     *
     * @return empty where there is no such profile or role, or the role doesn't trust EC2
     */
    public Optional<Session> session(String account, String profileArn, String instanceId) {
        Context context = contexts.apply(account);
        return roleIn(account, profileArn)
                .filter(role -> new TrustPolicy(role).trusts(SERVICE))
                .map(role -> session(context, role, instanceId));
    }

    private Session session(Context context, Role role, String instanceId) {
        Instant now = context.now();
        sessions.values().removeIf(session -> !isFresh(session, now));
        return sessions.computeIfAbsent(
                new Holder(role.id(), instanceId), _ -> begin(context, role, instanceId));
    }

    private static boolean isFresh(Session session, Instant now) {
        return session.expires().minus(RENEWED_BEFORE).isAfter(now);
    }

    private static Session begin(Context context, Role role, String instanceId) {
        Principal assumed = StsService.assumed(context.account(), role, instanceId);
        Instant from = context.now();
        Credentials made = Sessions.begin(context, assumed, role.id(), LIFETIME);
        return new Session(
                made.accessKeyId(),
                made.secretAccessKey(),
                made.sessionToken(),
                from,
                made.expiration());
    }
}
