package dev.tule.elb.plane;

import dev.tule.elb.target.TargetKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a target group is to be.
 *
 * @param id an ARN, or what stands for the instances of a classic load balancer
 * @param interfaces of its balancer, from which its targets are reached
 * @param byInstance whether targets are instances, rather than addresses
 * @param tls whether its targets are spoken to over TLS
 * @param check how its targets are checked
 * @param sticking how clients keep to a target
 * @param slowStart how long a target that has become healthy gets fewer requests; zero for none
 * @param leastOutstanding whether the target with the fewest requests is next, rather than each in
 *     turn
 * @param connections what holds for connections that are carried
 * @param balancers that send to it; none are a reason not to check it
 * @param targets who is registered, and until when those that are taken out may go on
 */
public record GroupPlan(
        String id,
        List<String> interfaces,
        boolean byInstance,
        boolean tls,
        Check check,
        Sticking sticking,
        Duration slowStart,
        boolean leastOutstanding,
        Connections connections,
        Set<String> balancers,
        Map<TargetKey, Optional<Instant>> targets) {

    /**
     * What holds for connections, rather than requests.
     *
     * @param proxyProtocol how targets are told first who the client is
     * @param cutDrained whether those to a target that has been taken out end with its delay
     */
    public record Connections(ProxyProtocol proxyProtocol, boolean cutDrained) {}

    /** Versions of the PROXY protocol. */
    public enum ProxyProtocol {
        /** Targets aren't told. */
        NONE,
        /** Version 1, a line of text: what classic load balancers say. */
        TEXT,
        /** Version 2. */
        BINARY
    }

    /**
     * How targets are checked.
     *
     * @param http whether by a request, rather than by a connection alone
     * @param tls whether the request goes over TLS
     * @param port 0 for the target's own
     * @param codes the statuses that are healthy
     */
    public record Check(
            boolean enabled,
            boolean http,
            boolean tls,
            int port,
            String path,
            StatusCodes codes,
            Duration interval,
            Duration timeout,
            int healthyThreshold,
            int unhealthyThreshold) {}

    /** How clients keep to a target. */
    public sealed interface Sticking {
        /** They don't. */
        record None() implements Sticking {}

        /** By the client's address: connections alone. */
        record BySource() implements Sticking {}

        /**
         * By a cookie of the balancer's.
         *
         * @param duration zero for as long as the browser runs
         */
        record ByBalancer(String cookie, Duration duration) implements Sticking {}

        /** By a cookie of the balancer's that comes with the application's own. */
        record ByApplication(String cookie, String applicationCookie, Duration duration)
                implements Sticking {}
    }
}
