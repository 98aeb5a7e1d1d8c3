package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Scene.Machine;
import dev.tule.autoscaling.life.Scene.State;
import dev.tule.autoscaling.life.Step.Purpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolState;

/**
 * What is to be done for the machines that a group keeps ready (User Guide, "Decrease latency for
 * applications with long boot times using warm pools"). Immutable; for one thread.
 */
final class WarmPool {
    private final Scene scene;
    private final Group group;

    WarmPool(Scene scene) {
        this.scene = scene;
        this.group = scene.group();
    }

    /** Those that may come into the group now, the oldest first. */
    List<Member> ready() {
        return scene.warm().stream()
                .filter(Member::healthy)
                .filter(member -> isReady(member, scene.machine(member).map(Machine::state)))
                .toList();
    }

    private static boolean isReady(Member member, Optional<State> state) {
        return switch (member.phase()) {
            case WARMED_STOPPED -> state.equals(Optional.of(State.STOPPED));
            case WARMED_RUNNING -> state.equals(Optional.of(State.RUNNING));
            default -> false;
        };
    }

    /** The one to take next, of the zone where the next machine is to be, if there is one. */
    static Member take(List<Member> ready, String zone) {
        return ready.stream()
                .min(Comparator.comparing(member -> !member.zone().equals(zone)))
                .orElseThrow();
    }

    /** Whether machines that leave the group are kept. */
    boolean takesBack(Member member) {
        WarmPoolConfiguration pool = group.spec().warmPoolConfiguration();
        return pool != null
                && pool.status() == null
                && pool.instanceReusePolicy() != null
                && Boolean.TRUE.equals(pool.instanceReusePolicy().reuseOnScaleIn())
                && member.phase() == Phase.IN_SERVICE
                && member.healthy()
                && scene.running(member);
    }

    /** One that is prepared comes to rest, as the pool wants it to. */
    Optional<Step> settling(Member member) {
        WarmPoolConfiguration pool = group.spec().warmPoolConfiguration();
        boolean running = pool != null && pool.poolState() == WarmPoolState.RUNNING;
        return switch (scene.machine(member).map(Machine::state).orElse(State.ENDED)) {
            case PENDING, STOPPING -> Optional.empty();
            case RUNNING ->
                    Optional.of(
                            running
                                    ? new Step.Keep(member, Phase.WARMED_RUNNING)
                                    : new Step.Stop(member));
            case STOPPED -> Optional.of(new Step.Keep(member, Phase.WARMED_STOPPED));
            case ENDING, ENDED ->
                    Optional.of(new Step.Fail(member, "Instance was ended before it was ready."));
        };
    }

    /** One that is ready may be found dead, or was called unhealthy. */
    Optional<Step> resting(Member member) {
        State state = scene.machine(member).map(Machine::state).orElse(State.ENDED);
        boolean gone = state == State.ENDED || state == State.ENDING;
        boolean down = member.phase() == Phase.WARMED_RUNNING && state != State.RUNNING;
        if (member.healthy() && !gone && !down) {
            return Optional.empty();
        }
        String why = member.healthy() ? Scene.Ailment.NOT_RUNNING.words() : "a user health-check.";
        return Optional.of(new Step.Dismiss(member, Causes.outOfService(scene.now(), why)));
    }

    /** One that has been asked for is started, and goes on as one that was launched. */
    Optional<Step> starting(Member member) {
        return switch (scene.machine(member).map(Machine::state).orElse(State.ENDED)) {
            case STOPPING -> Optional.empty();
            case STOPPED -> Optional.of(new Step.Start(member));
            case PENDING, RUNNING -> Optional.of(new Step.Enter(member, Phase.PENDING));
            case ENDING, ENDED ->
                    Optional.of(new Step.Fail(member, "Instance was ended before it was started."));
        };
    }

    /** Machines are added to the pool or let go, until it is as large as it is to be. */
    List<Step> size(boolean mayLaunch) {
        List<Member> kept =
                scene.warm().stream().filter(member -> !member.phase().ending()).toList();
        long returning = scene.members().stream().filter(each -> each.phase().returning()).count();
        int missing = group.warmWanted() - kept.size() - (int) returning;
        List<Step> steps = new ArrayList<>();
        if (missing > 0 && mayLaunch) {
            Zones zones =
                    new Zones(
                            group, Stream.concat(scene.members().stream(), kept.stream()).toList());
            for (int i = 0; i < missing; i++) {
                steps.add(
                        new Step.Plan(zones.next(), Purpose.RESERVE, Causes.prepared(scene.now())));
            }
        } else if (missing < 0 && !group.suspended("Terminate")) {
            kept.stream()
                    .limit(-missing)
                    .map(each -> new Step.Dismiss(each, Causes.tooManyWarm(scene.now())))
                    .forEach(steps::add);
        }
        return steps;
    }
}
