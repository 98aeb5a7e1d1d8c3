package dev.tule.elb.target;

import static dev.tule.elb.resource.Tables.TARGETS;

import dev.tule.elb.balancer.Sites;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTargetsException;

/** Who is registered with target groups. Safe for use by many threads. */
public final class Targets {
    public static final int MOST = 1_000;
    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private final Place place;
    private final Sites sites;
    private final Wellbeing wellbeing;
    private final Runnable changed;

    public Targets(Place place, Sites sites, Wellbeing wellbeing, Runnable changed) {
        this.place = place;
        this.sites = sites;
        this.wellbeing = wellbeing;
        this.changed = changed;
    }

    /** Registering what is registered changes nothing, and ends its draining. */
    public RegisterTargetsResponse register(RegisterTargetsRequest request) {
        TargetGroup known = place.read(rows -> TargetGroups.get(rows, request.targetGroupArn()));
        check(known, request.targets());
        place.change(
                rows -> {
                    TargetGroup group = TargetGroups.get(rows, request.targetGroupArn());
                    for (TargetDescription target : request.targets()) {
                        Tables.use(rows, group.targetGroupArn(), withPort(target, group));
                    }
                    if (TARGETS.all(rows, group.targetGroupArn()).size() > MOST) {
                        throw TooManyTargetsException.builder()
                                .message("The maximum number of targets has been reached")
                                .build();
                    }
                });
        changed.run();
        return RegisterTargetsResponse.builder().build();
    }

    private static TargetDescription withPort(TargetDescription target, TargetGroup group) {
        return target.port() != null ? target : target.toBuilder().port(group.port()).build();
    }

    private void check(TargetGroup group, List<TargetDescription> targets) {
        if (group.targetType() == TargetTypeEnum.IP) {
            for (TargetDescription target : targets) {
                if (!IPV4.matcher(target.id()).matches() || !isUsable(target.id())) {
                    throw refused(
                            "The IP address '%s' is not a valid IPv4 address for a target"
                                    .formatted(target.id()));
                }
            }
            return;
        }
        List<String> ids = targets.stream().map(TargetDescription::id).distinct().toList();
        Optional<String> wrong =
                ids.stream().filter(id -> !INSTANCE.matcher(id).matches()).findFirst();
        if (wrong.isPresent()) {
            throw refused("Instance ID '%s' is not valid".formatted(wrong.get()));
        }
        checkRunning(group, ids);
    }

    /** As on AWS neither link-local nor multicast addresses; this host's own may be. */
    private static boolean isUsable(String address) {
        int first = Integer.parseInt(address.substring(0, address.indexOf('.')));
        return first != 0 && first < 224 && !address.startsWith("169.254.");
    }

    private void checkRunning(TargetGroup group, List<String> ids) {
        List<Instance> found;
        try {
            found =
                    sites
                            .ec2()
                            .describeInstances(request -> request.instanceIds(ids))
                            .reservations()
                            .stream()
                            .flatMap(reservation -> reservation.instances().stream())
                            .toList();
        } catch (Ec2Exception unknown) {
            throw refused(
                    "The following targets are not valid instances: '%s'"
                            .formatted(String.join(", ", ids)));
        }
        String stopped =
                found.stream()
                        .filter(
                                each ->
                                        each.state().name() != InstanceStateName.RUNNING
                                                && each.state().name() != InstanceStateName.PENDING)
                        .map(Instance::instanceId)
                        .collect(Collectors.joining(", "));
        if (!stopped.isEmpty()) {
            throw refused(
                    "The following targets are not in a running state and cannot be registered: '%s'"
                            .formatted(stopped));
        }
        found.stream()
                .filter(each -> !group.vpcId().equals(each.vpcId()))
                .findFirst()
                .ifPresent(
                        each -> {
                            throw refused(
                                    "The following targets are not in the target group VPC '%s': '%s'"
                                            .formatted(group.vpcId(), each.instanceId()));
                        });
    }

    private static RuntimeException refused(String message) {
        return InvalidTargetException.builder().message(message).build();
    }

    /** What isn't registered is no fault: it is as wished. */
    public DeregisterTargetsResponse deregister(DeregisterTargetsRequest request) {
        place.change(
                rows -> {
                    TargetGroup group = TargetGroups.get(rows, request.targetGroupArn());
                    boolean used = !Uses.read(rows).balancers(group.targetGroupArn()).isEmpty();
                    for (TargetDescription registered : TARGETS.all(rows, group.targetGroupArn())) {
                        if (request.targets().stream().anyMatch(each -> fits(each, registered))) {
                            takeOut(rows, group, registered, used);
                        }
                    }
                });
        changed.run();
        return DeregisterTargetsResponse.builder().build();
    }

    private static boolean fits(TargetDescription asked, TargetDescription registered) {
        return asked.id().equals(registered.id())
                && (asked.port() == null || asked.port().equals(registered.port()));
    }

    private void takeOut(
            Transaction rows, TargetGroup group, TargetDescription target, boolean used) {
        String delay =
                GroupAttributes.of(rows, group)
                        .getOrDefault("deregistration_delay.timeout_seconds", "300");
        Duration wait = Duration.ofSeconds(Long.parseLong(delay));
        if (!used || wait.isZero()) {
            Tables.delete(rows, group.targetGroupArn(), target);
        } else if (Tables.draining(rows, group.targetGroupArn(), target).isEmpty()) {
            Tables.drain(rows, group.targetGroupArn(), target, place.now().plus(wait));
        }
    }

    public DescribeTargetHealthResponse describe(DescribeTargetHealthRequest request) {
        String arn = request.targetGroupArn();
        TargetGroup group = place.read(rows -> TargetGroups.get(rows, arn));
        List<TargetDescription> registered = place.read(rows -> TARGETS.all(rows, arn));
        List<TargetHealthDescription> shown = new ArrayList<>();
        for (TargetDescription target : registered) {
            if (!request.hasTargets()
                    || request.targets().stream().anyMatch(each -> fits(each, target))) {
                shown.add(seen(group, target));
            }
        }
        for (TargetDescription asked : request.targets()) {
            if (registered.stream().noneMatch(each -> fits(asked, each))) {
                shown.add(unknown(withPort(asked, group)));
            }
        }
        return DescribeTargetHealthResponse.builder().targetHealthDescriptions(shown).build();
    }

    private TargetHealthDescription seen(TargetGroup group, TargetDescription target) {
        TargetKey key = new TargetKey(target.id(), target.port());
        String port = group.healthCheckPort();
        return TargetHealthDescription.builder()
                .target(target)
                .healthCheckPort("traffic-port".equals(port) ? String.valueOf(target.port()) : port)
                .targetHealth(
                        wellbeing
                                .of(group.targetGroupArn(), key)
                                .orElseGet(
                                        () ->
                                                health(
                                                        TargetHealthStateEnum.INITIAL,
                                                        TargetHealthReasonEnum
                                                                .ELB_REGISTRATION_IN_PROGRESS,
                                                        "Target registration is in progress")))
                .build();
    }

    private static TargetHealthDescription unknown(TargetDescription target) {
        return TargetHealthDescription.builder()
                .target(target)
                .targetHealth(
                        health(
                                TargetHealthStateEnum.UNUSED,
                                TargetHealthReasonEnum.TARGET_NOT_REGISTERED,
                                "Target is not registered to the target group"))
                .build();
    }

    private static TargetHealth health(
            TargetHealthStateEnum state, TargetHealthReasonEnum reason, String description) {
        return TargetHealth.builder().state(state).reason(reason).description(description).build();
    }
}
