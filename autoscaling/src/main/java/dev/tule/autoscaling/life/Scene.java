package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Balancers.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;

/**
 * All that a decision is made of. Immutable.
 *
 * @param members the oldest first
 * @param warm those of the warm pool, the oldest first
 * @param machines what EC2 says, by client token and by identifier
 * @param impaired machines that fail status checks, or that a load balancer has found unhealthy
 * @param balances what the load balancers say
 */
record Scene(
        Group group,
        List<Member> members,
        List<Member> warm,
        List<LifecycleHook> hooks,
        Map<String, Machine> machines,
        Map<String, Ailment> impaired,
        List<Balance> balances,
        Instant now) {
    /** For so long EC2 may not know a machine that it has just launched. */
    private static final Duration UNTOLD = Duration.ofSeconds(60);

    /**
     * What a load balancer says.
     *
     * @param health of whatever is registered with it, by the instance's identifier
     */
    record Balance(Attachment attachment, Map<String, Health> health) {
        Optional<Health> of(Member member) {
            return Optional.ofNullable(health.get(member.instance()));
        }

        /** It takes part, or is about to. */
        boolean has(Member member) {
            return of(member).filter(health -> health != Health.DRAINING).isPresent();
        }
    }

    /** Whether a load balancer still sends it what is under way. */
    boolean draining(Member member) {
        return balances.stream()
                .anyMatch(each -> each.of(member).filter(Health.DRAINING::equals).isPresent());
    }

    /**
     * A machine as EC2 describes it.
     *
     * @param type of the instance
     */
    record Machine(String instance, State state, String zone, String type) {}

    /** What matters of its state. */
    enum State {
        PENDING,
        RUNNING,
        STOPPING,
        STOPPED,
        ENDING,
        ENDED
    }

    /** Why a machine is found unhealthy. */
    enum Ailment {
        STATUS_CHECK("an EC2 instance status checks failure."),
        LOAD_BALANCER("an ELB system health check failure."),
        NOT_RUNNING("an EC2 health check indicating it has been terminated or stopped.");

        private final String words;

        Ailment(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The machine of a member: what EC2 has under its identifier or else under its token. */
    Optional<Machine> machine(Member member) {
        return Optional.ofNullable(
                machines.get(member.instance().isEmpty() ? member.token() : member.instance()));
    }

    boolean running(Member member) {
        return machine(member).map(Machine::state).filter(State.RUNNING::equals).isPresent();
    }

    /** It is there and on its way to run, or runs; a new one may not be told of yet. */
    boolean living(Member member) {
        Optional<State> state = machine(member).map(Machine::state);
        if (state.isEmpty()) {
            return member.phase() == Phase.PENDING && now.isBefore(member.since().plus(UNTOLD));
        }
        return state.get() == State.PENDING || state.get() == State.RUNNING;
    }

    /** It lives; or, where it is one of the warm pool, is stopped. */
    boolean there(Member member) {
        Optional<State> state = machine(member).map(Machine::state);
        boolean stopped =
                state.equals(Optional.of(State.STOPPED))
                        || state.equals(Optional.of(State.STOPPING));
        return living(member) || (member.warm() && stopped);
    }

    /** What is wrong with a machine in service, as far as the group looks at it by now. */
    Optional<Ailment> ailment(Member member) {
        if (!living(member)) {
            return Optional.of(Ailment.NOT_RUNNING);
        }
        Integer grace = group.spec().healthCheckGracePeriod();
        Instant looked = member.since().plus(Duration.ofSeconds(grace == null ? 0 : grace));
        return now.isBefore(looked)
                ? Optional.empty()
                : Optional.ofNullable(impaired.get(member.instance()));
    }

    List<LifecycleHook> hooks(String transition) {
        return hooks.stream()
                .filter(hook -> transition.equals(hook.lifecycleTransition()))
                .toList();
    }
}
