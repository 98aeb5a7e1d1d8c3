package dev.tule.elb.target;

import static dev.tule.elb.resource.Tables.GROUPS;

import dev.tule.elb.balancer.Sites;
import dev.tule.elb.balancer.Tags;
import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Listing;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTargetGroupNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTargetGroupsException;

/** Target groups. Safe for use by many threads. */
public final class TargetGroups {
    public static final int MOST = 3_000;
    private static final Pattern NAME = Pattern.compile("(?!-)[a-zA-Z0-9-]{1,32}(?<!-)");

    private final Place place;
    private final Sites sites;
    private final Runnable changed;

    public TargetGroups(Place place, Sites sites, Runnable changed) {
        this.place = place;
        this.sites = sites;
        this.changed = changed;
    }

    public static TargetGroup get(Snapshot rows, String arn) {
        return GROUPS.find(rows, arn).orElseThrow(Faults::noTargetGroup);
    }

    /** Whether requests go to its targets, rather than connections. */
    public static boolean isHttp(TargetGroup group) {
        return group.protocol() == ProtocolEnum.HTTP || group.protocol() == ProtocolEnum.HTTPS;
    }

    CreateTargetGroupResponse create(CreateTargetGroupRequest request) {
        refuse(request);
        sites.checkVpc(request.vpcId());
        TargetGroup made = HealthChecks.of(request, row(request));
        place.change(
                rows -> {
                    List<TargetGroup> all = GROUPS.all(rows);
                    if (all.stream()
                            .anyMatch(each -> each.targetGroupName().equals(request.name()))) {
                        throw DuplicateTargetGroupNameException.builder()
                                .message(
                                        "A target group with the same name '%s' exists, but with different settings"
                                                .formatted(request.name()))
                                .build();
                    }
                    if (all.size() >= MOST) {
                        throw TooManyTargetGroupsException.builder()
                                .message("The maximum number of target groups has been reached")
                                .build();
                    }
                    GROUPS.put(rows, made, made.targetGroupArn());
                    Tags.put(rows, made.targetGroupArn(), request.tags());
                });
        place.know();
        changed.run();
        return CreateTargetGroupResponse.builder().targetGroups(made).build();
    }

    private TargetGroup.Builder row(CreateTargetGroupRequest request) {
        boolean http =
                request.protocol() == ProtocolEnum.HTTP || request.protocol() == ProtocolEnum.HTTPS;
        return TargetGroup.builder()
                .targetGroupArn(
                        place.arn("targetgroup/%s/%s".formatted(request.name(), place.newId())))
                .targetGroupName(request.name())
                .protocol(request.protocol())
                .protocolVersion(http ? "HTTP1" : null)
                .port(request.port())
                .vpcId(request.vpcId())
                .targetType(
                        request.targetType() == null
                                ? TargetTypeEnum.INSTANCE
                                : request.targetType())
                .ipAddressType("ipv4");
    }

    private static void refuse(CreateTargetGroupRequest request) {
        if (!NAME.matcher(request.name()).matches()) {
            throw Faults.invalid(
                    "Target group name '%s' cannot be longer than '32' characters, and can only contain characters that are alphanumeric characters and hyphens(-)"
                            .formatted(request.name()));
        }
        TargetTypeEnum type = request.targetType();
        if (type == TargetTypeEnum.LAMBDA || type == TargetTypeEnum.ALB) {
            throw Faults.notImplemented("The target type " + type);
        }
        if (request.protocol() == null) {
            throw Faults.invalid("A protocol must be specified");
        }
        switch (request.protocol()) {
            case HTTP, HTTPS, TCP, TLS -> {}
            default -> throw Faults.notImplemented("The target protocol " + request.protocol());
        }
        if (request.port() == null) {
            throw Faults.invalid("A port must be specified");
        }
        if (request.vpcId() == null) {
            throw Faults.invalid("A VPC ID must be specified");
        }
        if (request.protocolVersion() != null && !request.protocolVersion().equals("HTTP1")) {
            throw Faults.notImplemented("The protocol version " + request.protocolVersion());
        }
        if (request.ipAddressType() != null && !"ipv4".equals(request.ipAddressTypeAsString())) {
            throw Faults.notImplemented("IPv6");
        }
    }

    DescribeTargetGroupsResponse describe(DescribeTargetGroupsRequest request) {
        List<TargetGroup> found = place.read(rows -> find(rows, request));
        Listing<TargetGroup> page =
                Listing.of(
                        found, TargetGroup::targetGroupArn, request.pageSize(), request.marker());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    private static List<TargetGroup> find(Snapshot rows, DescribeTargetGroupsRequest request) {
        if (request.loadBalancerArn() != null
                && Tables.BALANCERS.find(rows, request.loadBalancerArn()).isEmpty()) {
            throw Faults.noLoadBalancer();
        }
        Uses uses = Uses.read(rows);
        List<TargetGroup> found =
                GROUPS.all(rows).stream()
                        .filter(
                                each ->
                                        request.targetGroupArns().isEmpty()
                                                || request.targetGroupArns()
                                                        .contains(each.targetGroupArn()))
                        .filter(
                                each ->
                                        request.names().isEmpty()
                                                || request.names().contains(each.targetGroupName()))
                        .map(
                                each ->
                                        each.toBuilder()
                                                .loadBalancerArns(
                                                        uses.balancers(each.targetGroupArn()))
                                                .build())
                        .filter(
                                each ->
                                        request.loadBalancerArn() == null
                                                || each.loadBalancerArns()
                                                        .contains(request.loadBalancerArn()))
                        .toList();
        if (found.size() < request.targetGroupArns().size()
                || found.size() < request.names().size()) {
            throw Faults.noTargetGroup();
        }
        return found;
    }

    ModifyTargetGroupResponse modify(ModifyTargetGroupRequest request) {
        TargetGroup after =
                place.transact(
                        rows -> {
                            TargetGroup known = get(rows, request.targetGroupArn());
                            TargetGroup made = HealthChecks.changed(known, request);
                            GROUPS.put(rows, made, made.targetGroupArn());
                            return made;
                        });
        changed.run();
        return ModifyTargetGroupResponse.builder().targetGroups(after).build();
    }

    DeleteTargetGroupResponse delete(DeleteTargetGroupRequest request) {
        String arn = request.targetGroupArn();
        place.change(
                rows -> {
                    if (!Uses.read(rows).balancers(arn).isEmpty()) {
                        throw Faults.inUse(
                                "Target group '%s' is currently in use by a listener or a rule"
                                        .formatted(arn));
                    }
                    GROUPS.delete(rows, arn);
                    Tables.deleteTargets(rows, arn);
                    Tables.forget(rows, arn);
                });
        changed.run();
        return DeleteTargetGroupResponse.builder().build();
    }

    static Matcher matcher(String codes) {
        return Matcher.builder().httpCode(codes).build();
    }
}
