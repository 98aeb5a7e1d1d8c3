package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.resource.Place;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Lets alarms follow what is measured. An alarm is looked at once a minute, or once a period where
 * that is shorter, and soon after it was written; composite alarms whenever others have been. The
 * periods end at the last whole minute (or period), a moment ago, so that what is measured at its
 * end has come in. For one thread.
 */
final class Evaluator {
    private static final System.Logger LOG = System.getLogger(Evaluator.class.getName());

    /** Points are given this long to come in. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** Auto Scaling is asked again once a minute while an alarm remains in its state. */
    private static final int MINUTE = 60;

    private static final String SCALING = ":autoscaling:";

    private final Place place;
    private final MetricStore store;

    /** What each metric alarm was last judged by. */
    private final Map<String, Judged> judged = new HashMap<>();

    /** The minute of each alarm's last actions that are done again. */
    private final Map<String, Long> repeated = new HashMap<>();

    Evaluator(Place place, MetricStore store) {
        this.place = place;
        this.store = store;
    }

    /**
     * @param configured when the alarm was written
     * @param end of its periods
     */
    private record Judged(Instant configured, long end) {}

    void follow() {
        Map<String, Alarm> alarms = place.read(AlarmRows::all);
        judged.keySet().retainAll(alarms.keySet());
        repeated.keySet().retainAll(alarms.keySet());
        long settled = place.now().minus(SETTLING).getEpochSecond();
        for (Alarm alarm : alarms.values()) {
            if (alarm instanceof Alarm.OfMetric metric) {
                try {
                    judge(metric, settled);
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, "An alarm could not be evaluated", failure);
                }
            }
        }
        followRules(alarms.keySet());
    }

    private void judge(Alarm.OfMetric alarm, long settled) {
        Watch watch = Watch.of(alarm.alarm());
        long end = settled - Math.floorMod(settled, watch.pace());
        Judged now = new Judged(alarm.configured(), end);
        if (now.equals(judged.get(alarm.name()))) {
            return;
        }
        Verdict verdict = watch.judge(store, end);
        OptionalDouble value =
                verdict.evaluated().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(verdict.evaluated().getFirst().value());
        StateValue state = verdict.state().orElse(alarm.state());
        if (state == alarm.state()) {
            repeat(alarm, end, value);
        } else {
            Alarm.State next =
                    new Alarm.State(
                            state,
                            Reasons.of(watch.terms(), verdict, state),
                            Reasons.data(watch.terms(), verdict, watch.period(), place.now()));
            change(alarm, next, value);
            repeated.put(alarm.name(), end / MINUTE);
        }
        judged.put(alarm.name(), now);
    }

    /** Unless a client has written the alarm meanwhile, which will be looked at next time. */
    private void change(Alarm seen, Alarm.State next, OptionalDouble value) {
        place.change(
                rows -> {
                    Optional<Alarm> there = AlarmRows.find(rows, seen.name());
                    if (there.equals(Optional.of(seen))) {
                        Transitions.set(rows, seen, next, value, place.now());
                    }
                });
    }

    private void repeat(Alarm alarm, long end, OptionalDouble value) {
        List<String> actions =
                alarm.actions(alarm.state()).stream()
                        .filter(action -> action.contains(SCALING))
                        .toList();
        Long last = repeated.put(alarm.name(), end / MINUTE);
        if (last == null || last >= end / MINUTE || !alarm.actionsEnabled() || actions.isEmpty()) {
            return;
        }
        Alarm.State same = new Alarm.State(alarm.state(), alarm.reason(), "");
        place.change(rows -> Transitions.ask(rows, alarm, actions, same, value, place.now()));
    }

    /** Composite alarms, those that others hang on first. */
    private void followRules(Set<String> names) {
        Set<String> done = new HashSet<>();
        for (String name : names) {
            followRule(name, done);
        }
    }

    private void followRule(String name, Set<String> done) {
        Alarm alarm = place.read(rows -> AlarmRows.find(rows, name)).orElse(null);
        if (!done.add(name) || !(alarm instanceof Alarm.OfRule composite)) {
            return;
        }
        Rule rule = RuleParser.parse(composite.alarm().alarmRule());
        Map<String, Alarm> children = new HashMap<>();
        for (String child : rule.names()) {
            followRule(child, done);
            place.read(rows -> AlarmRows.find(rows, child))
                    .ifPresent(found -> children.put(child, found));
        }
        Suppression.suppressor(alarm).ifPresent(other -> followRule(other, done));
        boolean holds = rule.holds(child -> state(children.get(child)));
        StateValue state = holds ? StateValue.ALARM : StateValue.OK;
        if (state != alarm.state()) {
            change(alarm, new Alarm.State(state, reason(children), ""), OptionalDouble.empty());
        } else if (Suppression.suppressor(alarm).isPresent() || Suppression.now(alarm) != null) {
            place.change(
                    rows -> {
                        if (AlarmRows.find(rows, name).equals(Optional.of(alarm))) {
                            Transitions.reconsider(rows, alarm, place.now());
                        }
                    });
        }
    }

    private static StateValue state(@org.jspecify.annotations.Nullable Alarm alarm) {
        return alarm == null ? StateValue.INSUFFICIENT_DATA : alarm.state();
    }

    /** The child that changed last is why. */
    private static String reason(Map<String, Alarm> children) {
        return children.values().stream()
                .max(java.util.Comparator.comparing(Alarm::stateUpdated))
                .map(child -> Reasons.ofChild(child, Objects.requireNonNull(child.stateUpdated())))
                .orElse("The rule names no alarm.");
    }
}
