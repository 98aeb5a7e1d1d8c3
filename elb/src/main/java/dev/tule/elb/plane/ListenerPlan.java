package dev.tule.elb.plane;

import dev.tule.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;

/**
 * What a listener is to be.
 *
 * @param id an ARN, or what stands for a classic load balancer's
 * @param balancer what its metrics are called by
 * @param face where it listens
 * @param certificates the ARNs of those that it shows over TLS; the first where no other is asked
 *     for
 * @param rules tried in order; the last takes everything
 */
public record ListenerPlan(
        String id,
        String balancer,
        Face face,
        List<String> certificates,
        Settings settings,
        List<RulePlan> rules) {

    /**
     * What can't change without opening the socket anew.
     *
     * @param http whether it takes requests, rather than connections
     * @param tls the versions of TLS that it speaks, such as {@code TLSv1.3}; empty for plain text
     */
    public record Face(
            String address, int port, Duration idleTimeout, boolean http, Set<String> tls) {
        /**
         * Whether a socket like this will do: connections that are carried learn of times later.
         */
        boolean serves(Face wanted) {
            return http
                    ? equals(wanted)
                    : equals(
                            new Face(
                                    wanted.address,
                                    wanted.port,
                                    idleTimeout,
                                    wanted.http,
                                    wanted.tls));
        }

        /** The scheme of its addresses. */
        String scheme() {
            if (http) {
                return tls.isEmpty() ? "http" : "https";
            }
            return tls.isEmpty() ? "tcp" : "tls";
        }
    }

    /**
     * What holds for all requests.
     *
     * @param idleTimeout how long a target may be silent within a request
     * @param forwardedFor what becomes of {@code X-Forwarded-For}: append, preserve or remove
     * @param clientPort whether it tells the client's port, too
     * @param dropInvalid whether header fields are dropped whose names aren't letters, digits and
     *     hyphens
     * @param classic whether it answers as classic load balancers do
     */
    public record Settings(
            Duration idleTimeout,
            String forwardedFor,
            boolean clientPort,
            boolean dropInvalid,
            boolean classic) {}

    /** A rule: what it takes, and what it does. */
    public record RulePlan(Predicate<Request> takes, Deed deed) {}

    /** What a rule does. */
    public sealed interface Deed {
        /**
         * Sends on to one of these groups, by weight.
         *
         * @param sticky how long a client keeps to its group; empty where it doesn't
         */
        record Forward(List<Weighted> groups, Optional<Duration> sticky) implements Deed {

            /** A group by its share; null where none has any. */
            @Nullable String draw(RandomGenerator random) {
                if (groups.size() == 1) {
                    return groups.getFirst().group();
                }
                int sum = groups.stream().mapToInt(Weighted::weight).sum();
                int drawn = sum == 0 ? 0 : random.nextInt(sum);
                for (Weighted each : groups) {
                    drawn -= each.weight();
                    if (drawn < 0) {
                        return each.group();
                    }
                }
                return null;
            }
        }

        record Redirect(RedirectActionConfig to) implements Deed {}

        record Fixed(FixedResponseActionConfig response) implements Deed {}
    }

    /** A group and its share. */
    public record Weighted(String group, int weight) {}
}
