package dev.tule.elb.target;

import dev.tule.elb.resource.AttributeTable;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Attributes of target groups (API Reference, "TargetGroupAttribute"). */
public final class GroupAttributes {
    private static final String SWITCH = "true|false";
    private static final String DELAY = "[0-9]{1,3}|[12][0-9]{3}|3[0-5][0-9]{2}|3600";
    private static final String STICK = "[1-9][0-9]{0,5}";

    private static final AttributeTable HTTP =
            AttributeTable.builder()
                    .add("deregistration_delay.timeout_seconds", "300", DELAY)
                    .add("stickiness.enabled", "false", SWITCH)
                    .add("stickiness.type", "lb_cookie", "lb_cookie|app_cookie")
                    .add("stickiness.lb_cookie.duration_seconds", "86400", STICK)
                    .add("stickiness.app_cookie.duration_seconds", "86400", STICK)
                    .add(
                            "stickiness.app_cookie.cookie_name",
                            "",
                            "(?!AWSALB)[!#$%&'*+.^_`|~0-9A-Za-z-]{0,256}")
                    .add("slow_start.duration_seconds", "0", "0|[3-9][0-9]|[1-8][0-9]{2}|900")
                    .add(
                            "load_balancing.algorithm.type",
                            "round_robin",
                            "round_robin|least_outstanding_requests")
                    .fixed("load_balancing.algorithm.anomaly_mitigation", "off")
                    .fixed("load_balancing.cross_zone.enabled", "use_load_balancer_configuration")
                    .build();

    private static final AttributeTable TCP =
            AttributeTable.builder()
                    .add("deregistration_delay.timeout_seconds", "300", DELAY)
                    .add("deregistration_delay.connection_termination.enabled", "false", SWITCH)
                    .add("stickiness.enabled", "false", SWITCH)
                    .add("stickiness.type", "source_ip", "source_ip")
                    .fixed("preserve_client_ip.enabled", "false")
                    .add("proxy_protocol_v2.enabled", "false", SWITCH)
                    .fixed("load_balancing.cross_zone.enabled", "use_load_balancer_configuration")
                    .build();

    private final Place place;
    private final Runnable changed;

    public GroupAttributes(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    /** All attributes of a target group. */
    public static Map<String, String> of(Snapshot rows, TargetGroup group) {
        return table(group).with(Tables.attributes(rows, group.targetGroupArn()));
    }

    private static AttributeTable table(TargetGroup group) {
        return TargetGroups.isHttp(group) ? HTTP : TCP;
    }

    DescribeTargetGroupAttributesResponse describe(DescribeTargetGroupAttributesRequest request) {
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(read(request.targetGroupArn()))
                .build();
    }

    ModifyTargetGroupAttributesResponse modify(ModifyTargetGroupAttributesRequest request) {
        place.change(
                rows -> {
                    TargetGroup group = TargetGroups.get(rows, request.targetGroupArn());
                    for (TargetGroupAttribute each : request.attributes()) {
                        table(group).check(each.key(), each.value());
                        Tables.putAttribute(
                                rows, request.targetGroupArn(), each.key(), each.value());
                    }
                });
        changed.run();
        return ModifyTargetGroupAttributesResponse.builder()
                .attributes(read(request.targetGroupArn()))
                .build();
    }

    private List<TargetGroupAttribute> read(String arn) {
        return place.read(rows -> of(rows, TargetGroups.get(rows, arn))).entrySet().stream()
                .map(
                        each ->
                                TargetGroupAttribute.builder()
                                        .key(each.getKey())
                                        .value(each.getValue())
                                        .build())
                .toList();
    }
}
