package dev.tule.elb.target;

import static java.util.Objects.requireNonNullElse;

import dev.tule.elb.resource.Faults;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** How a group's targets are checked: AWS's defaults and bounds (CreateTargetGroup). */
final class HealthChecks {
    private static final String TRAFFIC_PORT = "traffic-port";
    private static final Pattern PORT = Pattern.compile(TRAFFIC_PORT + "|[1-9][0-9]{0,4}");
    private static final Pattern CODES =
            Pattern.compile("[2-5][0-9]{2}(-[2-5][0-9]{2})?(,[2-5][0-9]{2}(-[2-5][0-9]{2})?)*");

    private HealthChecks() {}

    static TargetGroup of(CreateTargetGroupRequest asked, TargetGroup.Builder group) {
        boolean http = isHttp(asked.protocol());
        ProtocolEnum protocol =
                requireNonNullElse(
                        asked.healthCheckProtocol(), http ? ProtocolEnum.HTTP : ProtocolEnum.TCP);
        boolean byHttp = isHttp(protocol);
        group.healthCheckProtocol(protocol)
                .healthCheckPort(requireNonNullElse(asked.healthCheckPort(), TRAFFIC_PORT))
                .healthCheckEnabled(requireNonNullElse(asked.healthCheckEnabled(), true))
                .healthCheckIntervalSeconds(
                        requireNonNullElse(asked.healthCheckIntervalSeconds(), 30))
                .healthCheckTimeoutSeconds(
                        requireNonNullElse(
                                asked.healthCheckTimeoutSeconds(), http ? 5 : byHttp ? 6 : 10))
                .healthyThresholdCount(requireNonNullElse(asked.healthyThresholdCount(), 5))
                .unhealthyThresholdCount(requireNonNullElse(asked.unhealthyThresholdCount(), 2));
        if (byHttp) {
            group.healthCheckPath(requireNonNullElse(asked.healthCheckPath(), "/"))
                    .matcher(codes(asked.matcher(), http ? "200" : "200-399"));
        }
        return checked(group.build());
    }

    private static boolean isHttp(ProtocolEnum protocol) {
        return protocol == ProtocolEnum.HTTP || protocol == ProtocolEnum.HTTPS;
    }

    private static Matcher codes(@Nullable Matcher asked, String usual) {
        return asked == null || asked.httpCode() == null ? TargetGroups.matcher(usual) : asked;
    }

    static TargetGroup changed(TargetGroup known, ModifyTargetGroupRequest asked) {
        ProtocolEnum protocol =
                requireNonNullElse(asked.healthCheckProtocol(), known.healthCheckProtocol());
        TargetGroup.Builder group =
                known.toBuilder()
                        .healthCheckProtocol(protocol)
                        .healthCheckPort(
                                requireNonNullElse(
                                        asked.healthCheckPort(), known.healthCheckPort()))
                        .healthCheckEnabled(
                                requireNonNullElse(
                                        asked.healthCheckEnabled(), known.healthCheckEnabled()))
                        .healthCheckIntervalSeconds(
                                requireNonNullElse(
                                        asked.healthCheckIntervalSeconds(),
                                        known.healthCheckIntervalSeconds()))
                        .healthCheckTimeoutSeconds(
                                requireNonNullElse(
                                        asked.healthCheckTimeoutSeconds(),
                                        known.healthCheckTimeoutSeconds()))
                        .healthyThresholdCount(
                                requireNonNullElse(
                                        asked.healthyThresholdCount(),
                                        known.healthyThresholdCount()))
                        .unhealthyThresholdCount(
                                requireNonNullElse(
                                        asked.unhealthyThresholdCount(),
                                        known.unhealthyThresholdCount()));
        if (isHttp(protocol)) {
            String path = asked.healthCheckPath();
            String before = known.healthCheckPath();
            group.healthCheckPath(path != null ? path : before != null ? before : "/");
            Matcher matcher = asked.matcher() != null ? asked.matcher() : known.matcher();
            group.matcher(codes(matcher, TargetGroups.isHttp(known) ? "200" : "200-399"));
        }
        return checked(group.build());
    }

    private static TargetGroup checked(TargetGroup group) {
        switch (group.healthCheckProtocol()) {
            case HTTP, HTTPS, TCP -> {}
            default ->
                    throw Faults.notImplemented(
                            "The health check protocol " + group.healthCheckProtocol());
        }
        if (group.healthCheckProtocol() == ProtocolEnum.TCP && TargetGroups.isHttp(group)) {
            throw Faults.invalid("Health check protocol 'TCP' is not supported for HTTP");
        }
        within("Health check interval", group.healthCheckIntervalSeconds(), 5, 300);
        within("Health check timeout", group.healthCheckTimeoutSeconds(), 2, 120);
        within("Healthy threshold count", group.healthyThresholdCount(), 2, 10);
        within("Unhealthy threshold count", group.unhealthyThresholdCount(), 2, 10);
        if (group.healthCheckTimeoutSeconds() > group.healthCheckIntervalSeconds()) {
            throw Faults.invalid(
                    "Health check timeout '%d' must be smaller than or equal to the interval '%d'"
                            .formatted(
                                    group.healthCheckTimeoutSeconds(),
                                    group.healthCheckIntervalSeconds()));
        }
        if (!PORT.matcher(group.healthCheckPort()).matches()) {
            throw Faults.invalid("Invalid health check port");
        }
        if (isHttp(group.healthCheckProtocol())) {
            checkHttp(group);
        }
        return group;
    }

    private static void checkHttp(TargetGroup group) {
        if (!group.healthCheckPath().startsWith("/")
                || group.healthCheckPath().chars().anyMatch(each -> each <= ' ' || each > '~')) {
            throw Faults.invalid("Health check path must begin with a '/' character");
        }
        if (!CODES.matcher(group.matcher().httpCode()).matches()) {
            throw Faults.invalid(
                    "Health check matcher HTTP code '%s' must be within '200-599' inclusive"
                            .formatted(group.matcher().httpCode()));
        }
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw Faults.invalid(
                    "%s '%d' must be between '%d' and '%d'".formatted(what, value, least, most));
        }
    }
}
