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
        if (request.actionsSuppressor() != null) {
            throw Faults.notImplemented("ActionsSuppressor");
        }
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
                        .stateValue(StateValue.INSUFFICIENT_DATA)
                        .stateReason(Reasons.UNCHECKED)
                        .build();
        book.put(new Alarm.OfRule(alarm), request.tags());
        return PutCompositeAlarmResponse.builder().build();
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
