package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.resource.Faults;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Alarms on other alarms. Safe for use by many threads. */
public final class CompositeAlarms {
    private final AlarmBook book;

    CompositeAlarms(AlarmBook book) {
        this.book = book;
    }

    PutCompositeAlarmResponse put(PutCompositeAlarmRequest request) {
        checkSuppressor(request);
        Rule rule = RuleParser.parse(request.alarmRule());
        check(request.alarmName(), rule);
        book.checkActions(
                request.okActions(), request.alarmActions(), request.insufficientDataActions());
        CompositeAlarm alarm =
                CompositeAlarm.builder()
                        .alarmName(request.alarmName())
                        .alarmArn(book.arn(request.alarmName()))
                        .alarmDescription(request.alarmDescription())
                        .alarmRule(request.alarmRule())
                        .actionsEnabled(Objects.requireNonNullElse(request.actionsEnabled(), true))
                        .okActions(request.okActions())
                        .alarmActions(request.alarmActions())
                        .insufficientDataActions(request.insufficientDataActions())
                        .actionsSuppressor(request.actionsSuppressor())
                        .actionsSuppressorWaitPeriod(request.actionsSuppressorWaitPeriod())
                        .actionsSuppressorExtensionPeriod(
                                request.actionsSuppressorExtensionPeriod())
                        .stateValue(StateValue.INSUFFICIENT_DATA)
                        .stateReason(Reasons.UNCHECKED)
                        .build();
        book.put(new Alarm.OfRule(alarm), request.tags());
        return PutCompositeAlarmResponse.builder().build();
    }

    /** That its suppressor is there, and that it is told how long to wait for it. */
    private void checkSuppressor(PutCompositeAlarmRequest request) {
        boolean periods =
                request.actionsSuppressorWaitPeriod() != null
                        && request.actionsSuppressorExtensionPeriod() != null;
        boolean anyPeriod =
                request.actionsSuppressorWaitPeriod() != null
                        || request.actionsSuppressorExtensionPeriod() != null;
        if (request.actionsSuppressor() == null) {
            if (anyPeriod) {
                throw Faults.invalidCombination(
                        "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need an ActionsSuppressor.");
            }
            return;
        }
        if (!periods) {
            throw Faults.invalidCombination(
                    "ActionsSuppressor needs ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod.");
        }
        if (request.actionsSuppressorWaitPeriod() < 0
                || request.actionsSuppressorExtensionPeriod() < 0) {
            throw Faults.invalidValue("Periods of an ActionsSuppressor must not be negative.");
        }
        String suppressor = Suppression.name(request.actionsSuppressor());
        if (suppressor.equals(request.alarmName()) || !book.all().containsKey(suppressor)) {
            throw Faults.invalidValue(
                    "The ActionsSuppressor '%s' does not exist, or is the alarm itself."
                            .formatted(suppressor));
        }
    }

    /** That the alarms of its rule are there, and that it doesn't hang on itself. */
    private void check(String name, Rule rule) {
        Map<String, Alarm> all = book.all();
        for (String child : rule.names()) {
            if (!all.containsKey(child)) {
                throw Faults.invalidValue(
                        "The alarm '%s' in the AlarmRule does not exist.".formatted(child));
            }
        }
        Set<String> below = new HashSet<>();
        descend(all, rule, below);
        if (below.contains(name)) {
            throw Faults.invalidValue(
                    "The AlarmRule of '%s' depends on the alarm itself.".formatted(name));
        }
    }

    private static void descend(Map<String, Alarm> all, Rule rule, Set<String> below) {
        for (String child : rule.names()) {
            if (below.add(child) && all.get(child) instanceof Alarm.OfRule of) {
                descend(all, RuleParser.parse(of.alarm().alarmRule()), below);
            }
        }
    }
}
