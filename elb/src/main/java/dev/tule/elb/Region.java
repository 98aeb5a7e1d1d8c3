package dev.tule.elb;

import dev.tule.elb.balancer.Interfaces;
import dev.tule.elb.balancer.Sites;
import dev.tule.elb.classic.ClassicInstances;
import dev.tule.elb.classic.ClassicPlans;
import dev.tule.elb.classic.ClassicService;
import dev.tule.elb.classic.ClassicTables;
import dev.tule.elb.listener.ListenerCertificates;
import dev.tule.elb.plane.Plan;
import dev.tule.elb.plane.Plane;
import dev.tule.elb.plane.Planes;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Transaction;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * The load balancers of one account and region: rows, services and the data plane that follows.
 * Safe for use by many threads.
 */
final class Region implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Region.class.getName());

    private final Place place;
    private final Plane plane;
    private final Instances instances;
    private final ElbV2Service v2;
    private final ClassicService classic;
    private final Interfaces interfaces;

    /** Whether all that a server before this one had begun is done; the ticker's. */
    private boolean resumed;

    /** Whoever follows last has read the rows last. */
    private final ReentrantLock following = new ReentrantLock();

    /**
     * Those of a place.
     *
     * @param known whether there is a certificate of an ARN
     */
    Region(Place place, Ec2Client ec2, Planes planes, Predicate<String> known) {
        this.place = place;
        this.instances = new Instances(ec2);
        this.plane = planes.plane(place.where(), instances);
        this.v2 = new ElbV2Service(place, new Sites(ec2), plane, known, this::changed);
        this.interfaces = new Interfaces(place, ec2);
        this.classic = new ClassicService(place, new Sites(ec2), plane, known, this::changed);
        changed();
    }

    ElbV2Service v2() {
        return v2;
    }

    ClassicService classic() {
        return classic;
    }

    Place place() {
        return place;
    }

    Plane plane() {
        return plane;
    }

    private void changed() {
        lookAtInstances();
        follow();
    }

    private void follow() {
        following.lock();
        try {
            plane.follow(
                    place.read(
                            rows -> {
                                PlanReader reader = new PlanReader(rows);
                                ClassicPlans classics = new ClassicPlans(rows);
                                return new Plan(
                                        joined(reader.groups(), classics.groups()),
                                        joined(reader.listeners(), classics.listeners()));
                            }));
        } finally {
            following.unlock();
        }
    }

    /** The ARNs of the load balancers that show a certificate. */
    Set<String> showing(String certificate) {
        return place.read(
                rows ->
                        Stream.concat(
                                        Tables.LISTENERS.all(rows).stream()
                                                .filter(
                                                        each ->
                                                                ListenerCertificates.of(rows, each)
                                                                        .contains(certificate))
                                                .map(Listener::loadBalancerArn),
                                        new ClassicPlans(rows).showing(certificate).map(this::arn))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Classic ones are known by their names. */
    private String arn(String balancer) {
        return place.arn("loadbalancer/" + balancer);
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /**
     * Looks at what goes on by itself: instances that end, targets that have been drained, ports
     * that others have let go.
     */
    void tick() {
        plane.openDoors();
        if (!resumed) {
            resumed = true;
            resume();
        }
        boolean followers = lookAtInstances();
        for (Plane.Drained each : plane.drained()) {
            place.change(rows -> forget(rows, each));
            followers = true;
        }
        if (followers) {
            follow();
        }
    }

    private void resume() {
        v2.loadBalancers().resume();
        classic.resume();
        interfaces.endOthers(
                rows ->
                        Stream.concat(
                                        Tables.BALANCERS.all(rows).stream()
                                                .map(LoadBalancer::loadBalancerArn),
                                        ClassicTables.hooks(rows))
                                .collect(Collectors.toSet()));
        follow();
    }

    private static void forget(Transaction rows, Plane.Drained drained) {
        String id = drained.target().id();
        ClassicPlans.balancerOf(drained.group())
                .ifPresent(name -> ClassicTables.forget(rows, name, id));
        Tables.TARGETS
                .find(rows, drained.group(), id, drained.target().port())
                .filter(target -> Tables.draining(rows, drained.group(), target).isPresent())
                .ifPresent(target -> Tables.delete(rows, drained.group(), target));
    }

    /** Asks EC2 for the instances that are registered; true where one has ended and was let go. */
    private boolean lookAtInstances() {
        Set<String> registered = new HashSet<>();
        place.read(
                rows -> {
                    for (TargetGroup group : Tables.GROUPS.all(rows)) {
                        if (group.targetType() == TargetTypeEnum.INSTANCE) {
                            Tables.TARGETS
                                    .all(rows, group.targetGroupArn())
                                    .forEach(each -> registered.add(each.id()));
                        }
                    }
                    registered.addAll(new ClassicPlans(rows).instances());
                    return true;
                });
        Set<String> ended;
        try {
            ended = instances.look(registered);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "EC2 could not be asked for targets", failure);
            return false;
        }
        if (ended.isEmpty()) {
            return false;
        }
        place.change(
                rows -> {
                    ClassicInstances.drop(rows, ended);
                    for (TargetGroup group : Tables.GROUPS.all(rows)) {
                        for (TargetDescription each :
                                Tables.TARGETS.all(rows, group.targetGroupArn())) {
                            if (ended.contains(each.id())) {
                                Tables.delete(rows, group.targetGroupArn(), each);
                            }
                        }
                    }
                });
        return true;
    }

    @Override
    public void close() {
        plane.close();
    }
}
