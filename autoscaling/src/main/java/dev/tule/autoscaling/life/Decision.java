package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Member.Wait;
import dev.tule.autoscaling.life.Scene.Balance;
import dev.tule.autoscaling.life.Scene.Machine;
import dev.tule.autoscaling.life.Scene.State;
import dev.tule.autoscaling.life.Step.Adopt;
import dev.tule.autoscaling.life.Step.Advance;
import dev.tule.autoscaling.life.Step.Deregister;
import dev.tule.autoscaling.life.Step.Dismiss;
import dev.tule.autoscaling.life.Step.Drop;
import dev.tule.autoscaling.life.Step.Enter;
import dev.tule.autoscaling.life.Step.Fail;
import dev.tule.autoscaling.life.Step.Forget;
import dev.tule.autoscaling.life.Step.Hold;
import dev.tule.autoscaling.life.Step.Launch;
import dev.tule.autoscaling.life.Step.Plan;
import dev.tule.autoscaling.life.Step.Purpose;
import dev.tule.autoscaling.life.Step.Register;
import dev.tule.autoscaling.life.Step.Release;
import dev.tule.autoscaling.life.Step.Rest;
import dev.tule.autoscaling.life.Step.Serve;
import dev.tule.autoscaling.life.Step.Terminate;
import dev.tule.autoscaling.life.Step.Withdraw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;

/**
 * What is to be done for a group, worked out of a scene and of nothing else. For one thread.
 *
 * <p>Each member goes on by itself, from phase to phase; then members are added or dismissed until
 * those that count are as many as desired; then, when all is quiet, zones are evened out.
 */
final class Decision {
    static final String LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING";
    static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";
    static final String ABANDON = "ABANDON";
    private static final Optional<Balancers.Health> HEALTHY = Optional.of(Balancers.Health.HEALTHY);

    private final Scene scene;
    private final Group group;
    private final WarmPool pool;
    private final List<Step> steps = new ArrayList<>();

    private Decision(Scene scene) {
        this.scene = scene;
        this.group = scene.group();
        this.pool = new WarmPool(scene);
    }

    /**
     * The next steps, in the order in which they are to be done; none where all is as it should be.
     */
    static List<Step> of(Scene scene) {
        return new Decision(scene).decide();
    }

    private List<Step> decide() {
        scene.members().forEach(this::next);
        scene.warm().forEach(this::next);
        steps.addAll(new Replacements(scene).steps());
        unpool();
        scene.balances().forEach(this::attachment);
        if (group.deleting()) {
            close();
        } else if (steps.stream().noneMatch(Decision::moves)) {
            // Members that are about to go count still: what follows looks at what is settled.
            capacity();
            if (steps.stream().noneMatch(Decision::moves)) {
                steps.addAll(pool.size(mayLaunch()));
            }
        }
        return steps;
    }

    private static boolean moves(Step step) {
        return switch (step) {
            case Deregister _, Terminate _, Forget _ -> false;
            case Register _, Withdraw _, Advance _, Drop _ -> false;
            default -> true;
        };
    }

    private void next(Member member) {
        switch (member.phase()) {
            case PLANNED -> planned(member);
            case ENLISTED -> pool.starting(member).ifPresent(steps::add);
            case PENDING -> pending(member);
            case PENDING_WAIT -> waiting(member, Phase.PENDING_PROCEED);
            case PENDING_PROCEED -> {
                if (member.warm()) {
                    pool.settling(member).ifPresent(steps::add);
                } else if (alive(member)) {
                    steps.add(new Serve(member));
                }
            }
            case IN_SERVICE, OUTGOING -> {
                // Those that are found unhealthy are replaced all together.
            }
            case ENTERING_STANDBY -> leaving(member, new Rest(member));
            case STANDBY -> {
                // Whoever put it there sees to it.
            }
            case WARMED_STOPPED, WARMED_RUNNING -> pool.resting(member).ifPresent(steps::add);
            case DETACHING -> leaving(member, new Release(member));
            case RETURNING -> returning(member);
            case RETURNING_WAIT -> {
                if (isAnswered(member) || !scene.running(member)) {
                    steps.add(new Step.Pool(member));
                }
            }
            case TERMINATING -> terminating(member);
            case TERMINATING_WAIT -> waiting(member, Phase.TERMINATING_PROCEED);
            case TERMINATING_PROCEED -> ending(member);
        }
    }

    private void planned(Member member) {
        Optional<Machine> machine = scene.machine(member);
        if (machine.isPresent()) {
            steps.add(new Adopt(member, machine.get().instance()));
        } else if (!member.counts() || counted().size() <= group.desired()) {
            steps.add(new Launch(member));
        }
        // Else the group has been asked to be smaller meanwhile, and this one goes first.
    }

    private List<Member> counted() {
        return scene.members().stream().filter(Member::counts).toList();
    }

    private void pending(Member member) {
        if (!scene.living(member)) {
            steps.add(new Fail(member, "Instance failed to launch or was ended before it ran."));
        } else if (scene.running(member)) {
            steps.add(
                    scene.hooks(LAUNCHING).isEmpty()
                            ? new Enter(member, Phase.PENDING_PROCEED)
                            : new Hold(member, Phase.PENDING_WAIT, LAUNCHING));
        }
    }

    /** A machine that dies on its way into service is no launch. */
    private boolean alive(Member member) {
        if (scene.living(member)) {
            return true;
        }
        steps.add(new Fail(member, "Instance was ended before it came into service."));
        return false;
    }

    private void waiting(Member member, Phase next) {
        boolean launching = next == Phase.PENDING_PROCEED;
        if (launching && !alive(member)) {
            return;
        }
        boolean abandoned = isAbandoned(member);
        boolean over = isAnswered(member);
        if (launching && abandoned) {
            steps.add(
                    new Fail(
                            member,
                            "Lifecycle Action was abandoned: Lifecycle Action Completed with ABANDON Result"));
        } else if (over || (!launching && !scene.there(member))) {
            steps.add(new Enter(member, next));
        }
    }

    private boolean isAbandoned(Member member) {
        return member.waits().stream().anyMatch(wait -> ABANDON.equals(result(wait)));
    }

    /** One that abandons speaks for all. */
    private boolean isAnswered(Member member) {
        return isAbandoned(member)
                || member.waits().stream().noneMatch(wait -> result(wait).isEmpty());
    }

    /** What was answered, or the default once the time is up. */
    private String result(Wait wait) {
        if (!wait.result().isEmpty() || scene.now().isBefore(wait.until())) {
            return wait.result();
        }
        return scene.hooks().stream()
                .filter(hook -> hook.lifecycleHookName().equals(wait.hook()))
                .map(hook -> hook.defaultResult() == null ? ABANDON : hook.defaultResult())
                .findFirst()
                .orElse("CONTINUE");
    }

    private void terminating(Member member) {
        boolean waits =
                !group.deleting() && scene.there(member) && !scene.hooks(TERMINATING).isEmpty();
        leaving(
                member,
                waits
                        ? new Hold(member, Phase.TERMINATING_WAIT, TERMINATING)
                        : new Enter(member, Phase.TERMINATING_PROCEED));
    }

    /** Dead on its way into the pool, it is ended as any other. */
    private void returning(Member member) {
        WarmPoolConfiguration warm = group.spec().warmPoolConfiguration();
        if (warm == null || warm.status() != null || !scene.running(member)) {
            steps.add(new Enter(member, Phase.TERMINATING));
            return;
        }
        boolean waits = !scene.hooks(TERMINATING).isEmpty();
        leaving(
                member,
                waits
                        ? new Hold(member, Phase.RETURNING_WAIT, TERMINATING)
                        : new Step.Pool(member));
    }

    /** What leaves is taken from the load balancers, and goes on when it is drained. */
    private void leaving(Member member, Step then) {
        List<Balancers.Target> taking =
                scene.balances().stream()
                        .filter(balance -> balance.has(member))
                        .map(balance -> balance.attachment().target())
                        .toList();
        if (!taking.isEmpty()) {
            steps.add(new Deregister(member, taking));
        } else if (!scene.draining(member)) {
            steps.add(then);
        }
    }

    /** A load balancer goes on from state to state, too. */
    private void attachment(Balance balance) {
        Attachment attachment = balance.attachment();
        Stream<Member> serving = scene.members().stream().filter(each -> each.phase().serves());
        switch (attachment.state()) {
            case ADDING -> {
                List<String> missing =
                        serving.filter(each -> !balance.has(each)).map(Member::instance).toList();
                steps.add(
                        missing.isEmpty()
                                ? new Advance(attachment, Attachment.State.ADDED)
                                : new Register(attachment.target(), missing));
            }
            case ADDED -> {
                if (serving.anyMatch(each -> balance.of(each).equals(HEALTHY))) {
                    steps.add(new Advance(attachment, Attachment.State.IN_SERVICE));
                }
            }
            case IN_SERVICE -> {
                // What it finds is in the scene.
            }
            case REMOVING -> removing(balance);
        }
    }

    private void removing(Balance balance) {
        Attachment attachment = balance.attachment();
        List<Member> left =
                scene.members().stream().filter(each -> balance.of(each).isPresent()).toList();
        List<String> there = left.stream().filter(balance::has).map(Member::instance).toList();
        if (left.isEmpty()) {
            steps.add(new Drop(attachment));
        } else if (!there.isEmpty()) {
            steps.add(new Withdraw(attachment.target(), there));
        }
    }

    private void ending(Member member) {
        Optional<Machine> machine = scene.machine(member);
        if (machine.isEmpty() || machine.get().state() == State.ENDED) {
            steps.add(new Forget(member));
        } else if (member.instance().isEmpty()) {
            steps.add(new Adopt(member, machine.get().instance()));
        } else if (machine.get().state() != State.ENDING) {
            steps.add(new Terminate(member));
        }
    }

    /** A deleted group lets everybody go, and goes itself. */
    private void close() {
        for (Member member : everybody()) {
            if (!member.phase().ending()) {
                steps.add(
                        new Dismiss(
                                member,
                                Causes.outOfService(
                                        scene.now(), "a user request to delete the group.")));
            }
        }
        if (everybody().isEmpty()) {
            steps.add(new Step.Close(scene.now()));
        }
    }

    private List<Member> everybody() {
        return Stream.concat(scene.members().stream(), scene.warm().stream()).toList();
    }

    /** A warm pool that is deleted goes when it is empty. */
    private void unpool() {
        WarmPoolConfiguration warm = group.spec().warmPoolConfiguration();
        boolean coming = scene.members().stream().anyMatch(each -> each.phase().returning());
        if (warm != null && warm.status() != null && scene.warm().isEmpty() && !coming) {
            steps.add(new Step.Unpool(group));
        }
    }

    private void capacity() {
        List<Member> counted = counted();
        int missing = group.desired() - counted.size();
        if (missing > 0 && mayLaunch()) {
            launch(counted, missing);
        } else if (missing < 0 && !group.suspended("Terminate")) {
            dismiss(counted, -missing);
        } else if (missing == 0) {
            settle(counted);
        }
    }

    private boolean mayLaunch() {
        return !group.suspended("Launch") && !scene.now().isBefore(group.memory().notBefore());
    }

    private void launch(List<Member> counted, int missing) {
        Zones zones = new Zones(group, scene.members());
        List<Member> ready = new ArrayList<>(pool.ready());
        Instant now = scene.now();
        for (int i = 0; i < missing; i++) {
            String cause = Causes.started(group, now, counted.size() + i);
            Group.Site site = zones.next();
            if (ready.isEmpty()) {
                steps.add(new Plan(site, Purpose.CAPACITY, cause));
            } else {
                Member next = WarmPool.take(ready, site.zone());
                ready.remove(next);
                steps.add(new Step.Enlist(next, cause));
            }
        }
    }

    private void dismiss(List<Member> counted, int excess) {
        Instant now = scene.now();
        int size = counted.size();
        for (Member victim : new Victims(group, counted, now).choose(excess)) {
            String cause = Causes.shrunk(group, now, size--, victim.instance());
            steps.add(
                    pool.takesBack(victim)
                            ? new Step.Return(victim, cause)
                            : new Dismiss(victim, cause));
        }
    }

    /** Nothing is missing: what was to be reached is, and zones may be evened out. */
    private void settle(List<Member> counted) {
        boolean quiet =
                scene.members().stream()
                        .allMatch(
                                each ->
                                        each.phase() == Phase.IN_SERVICE
                                                || each.phase() == Phase.STANDBY);
        if (!quiet) {
            return;
        }
        if (!group.memory().cause().isEmpty()) {
            steps.add(new Step.Settle(group));
        }
        Zones zones = new Zones(group, counted);
        if (zones.uneven()
                && mayLaunch()
                && !group.suspended("AZRebalance")
                && !group.suspended("Terminate")
                && new Victims(group, counted, scene.now()).evensOut()) {
            steps.add(new Plan(zones.emptiest(), Purpose.BALANCE, Causes.rebalancing(scene.now())));
        }
    }
}
