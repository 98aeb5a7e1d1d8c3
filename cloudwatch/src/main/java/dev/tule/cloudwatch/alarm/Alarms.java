package dev.tule.cloudwatch.alarm;

import dev.tule.aws.PageToken;
import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.resource.Faults;
import dev.tule.cloudwatch.resource.NextToken;
import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What all alarms have in common, and the entry of this room. Safe for use by many threads. */
public final class Alarms {
    private static final int PAGE = 50;

    private final AlarmBook book;
    private final MetricAlarms metricAlarms;
    private final CompositeAlarms compositeAlarms;
    private final History history;
    private final AlarmTags tags;
    private final Evaluator evaluator;
    private final Outbox outbox;

    /**
     * The alarms of a place.
     *
     * @param target what they act on
     * @param wake lets {@link #follow} and {@link #act} run soon
     */
    public Alarms(Place place, MetricStore store, AlarmTarget target, Runnable wake) {
        this.book = new AlarmBook(place, target, wake);
        this.metricAlarms = new MetricAlarms(book, store);
        this.compositeAlarms = new CompositeAlarms(book);
        this.history = new History(place);
        this.tags = new AlarmTags(place);
        this.evaluator = new Evaluator(place, store);
        this.outbox = new Outbox(place, target);
    }

    MetricAlarms metricAlarms() {
        return metricAlarms;
    }

    CompositeAlarms compositeAlarms() {
        return compositeAlarms;
    }

    AlarmTags tags() {
        return tags;
    }

    History history() {
        return history;
    }

    /** Brings all alarms into the states that what was measured asks for. For one thread. */
    public void follow() {
        evaluator.follow();
    }

    /** Does the actions that are asked for. For one thread. */
    public void act() {
        outbox.empty();
    }

    /** Deletes history that has grown old. */
    public void forgetOld() {
        history.forgetOld();
    }

    DescribeAlarmsResponse describe(DescribeAlarmsRequest request) {
        checkCombination(request);
        String after = NextToken.read(request.nextToken()).orElse("");
        int most = Objects.requireNonNullElse(request.maxRecords(), PAGE);
        Map<String, Alarm> all = book.all();
        Set<String> relatives = relatives(all, request);
        DescribeAlarmsResponse.Builder answer = DescribeAlarmsResponse.builder();
        List<software.amazon.awssdk.services.cloudwatch.model.MetricAlarm> metric =
                new ArrayList<>();
        List<software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm> composite =
                new ArrayList<>();
        String last = "";
        for (Alarm alarm : all.values()) {
            if (alarm.name().compareTo(after) <= 0
                    || !wanted(alarm, request)
                    || !relatives.contains(alarm.name())) {
                continue;
            }
            if (metric.size() + composite.size() == most) {
                answer.nextToken(PageToken.of(last));
                break;
            }
            last = alarm.name();
            switch (alarm) {
                case Alarm.OfMetric of -> metric.add(of.alarm());
                case Alarm.OfRule of -> composite.add(of.alarm());
            }
        }
        return answer.metricAlarms(metric).compositeAlarms(composite).build();
    }

    private static void checkCombination(DescribeAlarmsRequest request) {
        if (request.alarmNamePrefix() != null && !request.alarmNames().isEmpty()) {
            throw Faults.invalidCombination(
                    "AlarmNamePrefix and AlarmNames must not be specified together.");
        }
    }

    /** Children or parents where they are asked for, else all. */
    private static Set<String> relatives(Map<String, Alarm> all, DescribeAlarmsRequest request) {
        if (request.childrenOfAlarmName() != null) {
            return all.get(request.childrenOfAlarmName()) instanceof Alarm.OfRule of
                    ? RuleParser.parse(of.alarm().alarmRule()).names()
                    : Set.of();
        }
        if (request.parentsOfAlarmName() != null) {
            return Set.copyOf(parents(all, request.parentsOfAlarmName()));
        }
        return all.keySet();
    }

    private static List<String> parents(Map<String, Alarm> all, String child) {
        List<String> parents = new ArrayList<>();
        for (Alarm alarm : all.values()) {
            if (alarm instanceof Alarm.OfRule of
                    && RuleParser.parse(of.alarm().alarmRule()).names().contains(child)) {
                parents.add(alarm.name());
            }
        }
        return parents;
    }

    /** Of metric alarms only, unless other types, or names of relatives, are asked for. */
    private static boolean wanted(Alarm alarm, DescribeAlarmsRequest request) {
        List<AlarmType> types = request.alarmTypes();
        boolean related =
                request.childrenOfAlarmName() != null || request.parentsOfAlarmName() != null;
        boolean ofType =
                types.isEmpty()
                        ? related || alarm.type() == AlarmType.METRIC_ALARM
                        : types.contains(alarm.type());
        StateValue state = request.stateValue();
        String prefix = Objects.requireNonNullElse(request.alarmNamePrefix(), "");
        String action = request.actionPrefix();
        return ofType
                && (request.alarmNames().isEmpty() || request.alarmNames().contains(alarm.name()))
                && alarm.name().startsWith(prefix)
                && (state == null || state == alarm.state())
                && (action == null || hasAction(alarm, action));
    }

    private static boolean hasAction(Alarm alarm, String prefix) {
        return StateValue.knownValues().stream()
                .flatMap(state -> alarm.actions(state).stream())
                .anyMatch(action -> action.startsWith(prefix));
    }

    DeleteAlarmsResponse delete(DeleteAlarmsRequest request) {
        List<String> names = request.alarmNames();
        book.place().change(rows -> delete(rows, names));
        return DeleteAlarmsResponse.builder().build();
    }

    private void delete(Transaction rows, List<String> names) {
        Map<String, Alarm> all = AlarmRows.all(rows);
        for (String name : names) {
            Alarm alarm =
                    Optional.ofNullable(all.get(name)).orElseThrow(() -> notFound(List.of(name)));
            List<String> parents = parents(all, name);
            parents.removeAll(names);
            if (!parents.isEmpty()) {
                throw Faults.invalidValue(
                        "Cannot delete %s as there are composite alarm(s) depending on it: %s"
                                .formatted(name, parents));
            }
            AlarmRows.delete(rows, name);
            AlarmTags.delete(rows, name);
            book.note(rows, alarm, AlarmBook.Writing.DELETE);
        }
    }

    private static RuntimeException notFound(List<String> names) {
        return ResourceNotFoundException.builder()
                .message("The alarms " + names + " do not exist.")
                .build();
    }

    SetAlarmStateResponse setState(SetAlarmStateRequest request) {
        if (request.stateValue() == StateValue.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalidValue(request.stateValueAsString(), "StateValue");
        }
        Alarm.State next =
                new Alarm.State(
                        request.stateValue(),
                        request.stateReason(),
                        Objects.requireNonNullElse(request.stateReasonData(), ""));
        book.place()
                .change(
                        rows -> {
                            Alarm alarm =
                                    AlarmRows.find(rows, request.alarmName())
                                            .orElseThrow(
                                                    () -> notFound(List.of(request.alarmName())));
                            Transitions.set(
                                    rows, alarm, next, OptionalDouble.empty(), book.place().now());
                        });
        book.wake();
        return SetAlarmStateResponse.builder().build();
    }

    /** Names of alarms that aren't there are passed over, as on AWS. */
    void enable(List<String> names, boolean enabled) {
        book.place()
                .change(
                        rows -> {
                            for (String name : names) {
                                AlarmRows.find(rows, name)
                                        .filter(alarm -> alarm.actionsEnabled() != enabled)
                                        .ifPresent(alarm -> enable(rows, alarm, enabled));
                            }
                        });
    }

    private void enable(Transaction rows, Alarm alarm, boolean enabled) {
        Alarm changed = alarm.withActionsEnabled(enabled);
        AlarmRows.put(rows, changed);
        book.note(rows, changed, AlarmBook.Writing.UPDATE);
    }
}
