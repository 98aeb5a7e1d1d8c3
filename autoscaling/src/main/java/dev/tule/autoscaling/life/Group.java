package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Balancers.Target;
import dev.tule.aws.stored.Form;
import dev.tule.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;

/**
 * A group as it is asked to be, and what the loop remembers of it. Immutable.
 *
 * @param spec as the API describes it, without its machines
 * @param sites where its machines may be, in the order in which they were named
 */
public record Group(AutoScalingGroup spec, List<Site> sites, Memory memory) {
    private static final Form<AutoScalingGroup> FORM =
            Form.ofSdk(AutoScalingGroup.class, AutoScalingGroup::builder);

    /**
     * What the loop remembers.
     *
     * @param failures of launches, one after the other
     * @param notBefore no launch is tried before
     * @param failedZone where the last launch failed; empty for nowhere
     * @param cooledAt until when its cooldown lasts
     * @param cause what last changed the desired capacity, as a sentence; empty once it is reached
     * @param steadyAt until when metrics tell of what the group was before it shrank
     */
    public record Memory(
            int failures,
            Instant notBefore,
            String failedZone,
            Instant cooledAt,
            String cause,
            Instant steadyAt) {
        static final Memory NONE =
                new Memory(0, Instant.EPOCH, "", Instant.EPOCH, "", Instant.EPOCH);

        /** After a launch that failed: twice as long as before is waited, up to ten minutes. */
        public Memory failed(String zone, Instant now) {
            Duration pause = Duration.ofSeconds(Math.min(600, 10L << Math.min(failures, 6)));
            return new Memory(failures + 1, now.plus(pause), zone, cooledAt, cause, steadyAt);
        }

        public Memory launched() {
            return new Memory(0, Instant.EPOCH, "", cooledAt, cause, steadyAt);
        }

        public Memory because(String newCause) {
            return new Memory(failures, notBefore, failedZone, cooledAt, newCause, steadyAt);
        }

        public Memory cooling(Instant until) {
            return new Memory(failures, notBefore, failedZone, until, cause, steadyAt);
        }

        public Memory steady(Instant from) {
            return new Memory(failures, notBefore, failedZone, cooledAt, cause, from);
        }
    }

    /** Where machines may be: a zone, and a subnet in it or none. */
    public record Site(String zone, String subnet) {}

    public Group {
        sites = List.copyOf(sites);
    }

    /** A group of which nothing is remembered yet. */
    public static Group fresh(AutoScalingGroup spec, List<Site> sites) {
        return new Group(spec, sites, Memory.NONE);
    }

    public String name() {
        return spec.autoScalingGroupName();
    }

    public int desired() {
        return spec.desiredCapacity();
    }

    /** The load balancers that it names. */
    public List<Target> targets() {
        return Stream.concat(
                        spec.loadBalancerNames().stream().map(name -> new Target(true, name)),
                        spec.targetGroupARNs().stream().map(arn -> new Target(false, arn)))
                .toList();
    }

    /**
     * How many machines are to be kept ready: so many that with those of the group there are as
     * many as may ever be needed, and never fewer than the pool's least size.
     */
    public int warmWanted() {
        WarmPoolConfiguration pool = spec.warmPoolConfiguration();
        if (pool == null || pool.status() != null) {
            return 0;
        }
        Integer most = pool.maxGroupPreparedCapacity();
        return Math.max(pool.minSize(), (most == null ? spec.maxSize() : most) - desired());
    }

    public boolean deleting() {
        return spec.status() != null;
    }

    public boolean suspended(String process) {
        return spec.suspendedProcesses().stream()
                .map(SuspendedProcess::processName)
                .anyMatch(process::equals);
    }

    public Group with(AutoScalingGroup newSpec) {
        return new Group(newSpec, sites, memory);
    }

    public Group with(List<Site> newSites) {
        return new Group(spec, newSites, memory);
    }

    public Group with(Memory newMemory) {
        return new Group(spec, sites, newMemory);
    }

    byte[] row() {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                FORM.write(spec),
                                memory.failures,
                                memory.notBefore.toEpochMilli(),
                                memory.failedZone,
                                memory.cooledAt.toEpochMilli(),
                                memory.cause,
                                memory.steadyAt.toEpochMilli()));
        for (Site site : sites) {
            words.add(site.zone);
            words.add(site.subnet);
        }
        return Key.of(words.toArray()).toBytes();
    }

    static Group read(byte[] row) {
        List<Object> words = Key.ofBytes(row).elements();
        Memory memory =
                new Memory(
                        ((Long) words.get(1)).intValue(),
                        Instant.ofEpochMilli((Long) words.get(2)),
                        (String) words.get(3),
                        Instant.ofEpochMilli((Long) words.get(4)),
                        (String) words.get(5),
                        Instant.ofEpochMilli((Long) words.get(6)));
        List<Site> sites = new ArrayList<>();
        for (int i = 7; i < words.size(); i += 2) {
            sites.add(new Site((String) words.get(i), (String) words.get(i + 1)));
        }
        return new Group(FORM.read((byte[]) words.getFirst()), sites, memory);
    }
}
