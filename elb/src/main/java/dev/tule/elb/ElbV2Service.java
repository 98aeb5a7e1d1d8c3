package dev.tule.elb;

import dev.tule.elb.balancer.BalancerAttributes;
import dev.tule.elb.balancer.LoadBalancerActions;
import dev.tule.elb.balancer.LoadBalancers;
import dev.tule.elb.balancer.Sites;
import dev.tule.elb.balancer.Tags;
import dev.tule.elb.listener.ListenerActions;
import dev.tule.elb.listener.ListenerAttributes;
import dev.tule.elb.listener.ListenerCertificates;
import dev.tule.elb.listener.Listeners;
import dev.tule.elb.listener.Rules;
import dev.tule.elb.plane.Plane;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.elb.target.GroupAttributes;
import dev.tule.elb.target.TargetGroupActions;
import dev.tule.elb.target.TargetGroups;
import dev.tule.elb.target.Targets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;

/**
 * Elastic Load Balancing's version 2 of one account and region: the list of its rooms. Safe for use
 * by many threads.
 */
final class ElbV2Service implements LoadBalancerActions, ListenerActions, TargetGroupActions {
    private final Place place;
    private final Plane plane;
    private final LoadBalancers loadBalancers;
    private final BalancerAttributes balancerAttributes;
    private final Tags tags;
    private final Listeners listeners;
    private final ListenerAttributes listenerAttributes;
    private final ListenerCertificates listenerCertificates;
    private final Rules rules;
    private final TargetGroups targetGroups;
    private final GroupAttributes groupAttributes;
    private final Targets targets;

    /**
     * @param known whether there is a certificate of an ARN
     * @param changed has the data plane follow; when it returns, the rows are in force
     */
    ElbV2Service(Place place, Sites sites, Plane plane, Predicate<String> known, Runnable changed) {
        this.place = place;
        this.plane = plane;
        this.loadBalancers = new LoadBalancers(place, sites, this::seen, changed);
        this.balancerAttributes = new BalancerAttributes(place, changed);
        this.tags = new Tags(place);
        this.listenerCertificates = new ListenerCertificates(place, known, changed);
        this.listeners = new Listeners(place, listenerCertificates, changed);
        this.listenerAttributes = new ListenerAttributes(place, changed);
        this.rules = new Rules(place, changed);
        this.targetGroups = new TargetGroups(place, sites, changed);
        this.groupAttributes = new GroupAttributes(place, changed);
        this.targets = new Targets(place, sites, plane, changed);
    }

    /** A load balancer with its state: its reason says where it listens. */
    private LoadBalancer seen(LoadBalancer balancer) {
        List<Listener> all =
                place.read(rows -> Tables.listenersOf(rows, balancer.loadBalancerArn()));
        List<Plane.Listening> doors =
                all.stream()
                        .map(each -> plane.listening(each.listenerArn()))
                        .flatMap(Optional::stream)
                        .toList();
        boolean whole = doors.stream().allMatch(Plane.Listening::open);
        String reason = doors.stream().map(Plane.Listening::says).collect(Collectors.joining(", "));
        return balancer.toBuilder()
                .state(
                        LoadBalancerState.builder()
                                .code(
                                        whole
                                                ? LoadBalancerStateEnum.ACTIVE
                                                : LoadBalancerStateEnum.ACTIVE_IMPAIRED)
                                .reason(reason.isEmpty() ? null : reason)
                                .build())
                .build();
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
    public LoadBalancers loadBalancers() {
        return loadBalancers;
    }

    @Override
    public BalancerAttributes balancerAttributes() {
        return balancerAttributes;
    }

    @Override
    public Tags tags() {
        return tags;
    }

    @Override
    public Listeners listeners() {
        return listeners;
    }

    @Override
    public ListenerCertificates listenerCertificates() {
        return listenerCertificates;
    }

    @Override
    public ListenerAttributes listenerAttributes() {
        return listenerAttributes;
    }

    @Override
    public Rules rules() {
        return rules;
    }

    @Override
    public TargetGroups targetGroups() {
        return targetGroups;
    }

    @Override
    public GroupAttributes groupAttributes() {
        return groupAttributes;
    }

    @Override
    public Targets targets() {
        return targets;
    }

    @Override
    public DescribeAccountLimitsResponse describeAccountLimits(
            DescribeAccountLimitsRequest request) {
        return AccountLimits.all();
    }
}
