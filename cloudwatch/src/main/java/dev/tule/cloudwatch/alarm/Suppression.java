package dev.tule.cloudwatch.alarm;

import dev.tule.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ActionsSuppressedBy;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Whether a composite alarm's actions wait for another alarm, or are not done because of it (User
 * Guide, "Composite alarm action suppression"). In ALARM, it waits for a while for its suppressor
 * to go off, and for another while after that has come back; then its actions are done. What it is
 * at follows from the alarms' rows and the time: nothing else is remembered. Without state.
 */
final class Suppression {
    private Suppression() {}

    /** By what an alarm's actions are suppressed now; null for nothing. */
    static @Nullable ActionsSuppressedBy now(Alarm alarm) {
        return alarm instanceof Alarm.OfRule(CompositeAlarm composite)
                ? composite.actionsSuppressedBy()
                : null;
    }

    /** The name of an alarm's suppressor. */
    static Optional<String> suppressor(Alarm alarm) {
        return alarm instanceof Alarm.OfRule(CompositeAlarm composite)
                ? Optional.ofNullable(composite.actionsSuppressor()).map(Suppression::name)
                : Optional.empty();
    }

    /** A suppressor may be named by its ARN. */
    static String name(String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? nameOrArn.substring(nameOrArn.indexOf(":alarm:") + ":alarm:".length())
                : nameOrArn;
    }

    /**
     * The alarm, suppressed or not as it should be by now.
     *
     * @param alarm in its new state
     */
    static Alarm applied(Snapshot rows, Alarm alarm, boolean entered, Instant now) {
        if (!(alarm instanceof Alarm.OfRule(CompositeAlarm composite))) {
            return alarm;
        }
        Alarm suppressor =
                suppressor(alarm).flatMap(name -> AlarmRows.find(rows, name)).orElse(null);
        ActionsSuppressedBy by =
                alarm.state() == StateValue.ALARM && suppressor != null
                        ? by(composite, suppressor, entered, now)
                        : null;
        if (by == composite.actionsSuppressedBy()) {
            return alarm;
        }
        return new Alarm.OfRule(
                composite.toBuilder()
                        .actionsSuppressedBy(by)
                        .actionsSuppressedReason(by == null ? null : reason(by, composite))
                        .build());
    }

    private static @Nullable ActionsSuppressedBy by(
            CompositeAlarm alarm, Alarm suppressor, boolean entered, Instant now) {
        if (suppressor.state() == StateValue.ALARM) {
            return ActionsSuppressedBy.ALARM;
        }
        ActionsSuppressedBy before =
                entered ? ActionsSuppressedBy.WAIT_PERIOD : alarm.actionsSuppressedBy();
        if (before == null) {
            return null;
        }
        boolean waits = before == ActionsSuppressedBy.WAIT_PERIOD;
        Instant until =
                waits
                        ? alarm.stateTransitionedTimestamp()
                                .plus(seconds(alarm.actionsSuppressorWaitPeriod()))
                        : suppressor
                                .transitioned()
                                .plus(seconds(alarm.actionsSuppressorExtensionPeriod()));
        if (!now.isBefore(until)) {
            return null;
        }
        return waits ? ActionsSuppressedBy.WAIT_PERIOD : ActionsSuppressedBy.EXTENSION_PERIOD;
    }

    private static Duration seconds(@Nullable Integer period) {
        return Duration.ofSeconds(Objects.requireNonNullElse(period, 0));
    }

    private static String reason(ActionsSuppressedBy by, CompositeAlarm alarm) {
        String suppressor = alarm.actionsSuppressor();
        return switch (by) {
            case WAIT_PERIOD -> "Actions wait for alarm " + suppressor + " to go off.";
            case EXTENSION_PERIOD -> "Actions wait since alarm " + suppressor + " has come back.";
            default -> "Actions are suppressed by alarm " + suppressor + ".";
        };
    }
}
