package dev.tule.elb.plane;

import dev.tule.http.Headers;
import dev.tule.http.origin.Dial;
import dev.tule.http.origin.Origin;
import dev.tule.http.origin.OriginClient;
import dev.tule.http.origin.OriginConfig;
import dev.tule.http.origin.OriginException;
import dev.tule.http.origin.OriginRequest;
import dev.tule.http.origin.OriginResponse;
import dev.tule.http.origin.Wire;
import java.io.IOException;
import java.util.Optional;

/** One check of a target, by a request or a connection. */
final class Check {
    static final HealthRecord.Failure TIMEOUT =
            new HealthRecord.Failure("Target.Timeout", "Request timed out");
    static final HealthRecord.Failure FAILED =
            new HealthRecord.Failure("Target.FailedHealthChecks", "Health checks failed");

    private Check() {}

    /** Why the target is not well; empty where it is. Blocks for as long as the timeout. */
    static Optional<HealthRecord.Failure> of(
            GroupPlan.Check plan, String host, Dial dial, OriginClient client) {
        return plan.http() ? byRequest(plan, host, dial, client) : byConnection(plan, dial);
    }

    private static Optional<HealthRecord.Failure> byConnection(GroupPlan.Check plan, Dial dial) {
        try (Wire _ = dial.dial(plan.timeout())) {
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(FAILED);
        }
    }

    private static Optional<HealthRecord.Failure> byRequest(
            GroupPlan.Check plan, String host, Dial dial, OriginClient client) {
        OriginConfig config =
                OriginConfig.DEFAULT.withTimeouts(plan.timeout(), plan.timeout()).keepingNone();
        Headers headers = Headers.of("Host", host, "User-Agent", "ELB-HealthChecker/2.0");
        try (Origin origin = client.origin(dial, config);
                OriginResponse response =
                        origin.send(OriginRequest.of("GET", plan.path(), headers))) {
            return plan.codes().has(response.status())
                    ? Optional.empty()
                    : Optional.of(
                            new HealthRecord.Failure(
                                    "Target.ResponseCodeMismatch",
                                    "Health checks failed with these codes: [%d]"
                                            .formatted(response.status())));
        } catch (OriginException e) {
            return Optional.of(
                    switch (e.kind()) {
                        case TIMED_OUT, UNREACHABLE -> TIMEOUT;
                        default -> FAILED;
                    });
        }
    }
}
