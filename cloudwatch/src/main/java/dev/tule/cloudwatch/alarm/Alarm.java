package dev.tule.cloudwatch.alarm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm of either kind, as the API describes it. Immutable. */
sealed interface Alarm {
    String name();

    String arn();

    AlarmType type();

    StateValue state();

    String reason();

    /** When its configuration was last written. */
    Instant configured();

    /** When its state was last written. */
    Instant stateUpdated();

    /** When it last came to another state. */
    Instant transitioned();

    boolean actionsEnabled();

    /** The ARNs of what is to be done when it comes to a state. */
    List<String> actions(StateValue state);

    Alarm withActionsEnabled(boolean enabled);

    /**
     * As it is written.
     *
     * @param before what this configuration takes the place of, whose state it keeps; null for none
     */
    Alarm configured(@Nullable Alarm before, Instant now);

    /** In another state, or in the same for another reason. */
    Alarm with(State next, Instant now);

    /**
     * What a state is called, and why it is.
     *
     * @param data of the reason, as JSON
     */
    record State(StateValue value, String reason, String data) {}

    /** On a metric, or on an expression. */
    record OfMetric(MetricAlarm alarm) implements Alarm {
        @Override
        public String name() {
            return alarm.alarmName();
        }

        @Override
        public String arn() {
            return alarm.alarmArn();
        }

        @Override
        public AlarmType type() {
            return AlarmType.METRIC_ALARM;
        }

        @Override
        public StateValue state() {
            return alarm.stateValue();
        }

        @Override
        public String reason() {
            return alarm.stateReason();
        }

        @Override
        public Instant configured() {
            return alarm.alarmConfigurationUpdatedTimestamp();
        }

        @Override
        public Instant stateUpdated() {
            return alarm.stateUpdatedTimestamp();
        }

        @Override
        public Instant transitioned() {
            return alarm.stateTransitionedTimestamp();
        }

        @Override
        public boolean actionsEnabled() {
            return alarm.actionsEnabled();
        }

        @Override
        public List<String> actions(StateValue state) {
            return switch (state) {
                case OK -> alarm.okActions();
                case ALARM -> alarm.alarmActions();
                case INSUFFICIENT_DATA -> alarm.insufficientDataActions();
                case UNKNOWN_TO_SDK_VERSION -> List.of();
            };
        }

        @Override
        public Alarm withActionsEnabled(boolean enabled) {
            return new OfMetric(alarm.toBuilder().actionsEnabled(enabled).build());
        }

        @Override
        public Alarm configured(@Nullable Alarm before, Instant now) {
            MetricAlarm state =
                    before instanceof OfMetric(MetricAlarm known)
                            ? known
                            : alarm.toBuilder()
                                    .stateUpdatedTimestamp(now)
                                    .stateTransitionedTimestamp(now)
                                    .build();
            return new OfMetric(
                    alarm.toBuilder()
                            .alarmConfigurationUpdatedTimestamp(now)
                            .stateValue(state.stateValue())
                            .stateReason(state.stateReason())
                            .stateReasonData(state.stateReasonData())
                            .stateUpdatedTimestamp(state.stateUpdatedTimestamp())
                            .stateTransitionedTimestamp(state.stateTransitionedTimestamp())
                            .build());
        }

        @Override
        public Alarm with(State next, Instant now) {
            boolean changed = next.value() != state();
            return new OfMetric(
                    alarm.toBuilder()
                            .stateValue(next.value())
                            .stateReason(next.reason())
                            .stateReasonData(next.data())
                            .stateUpdatedTimestamp(now)
                            .stateTransitionedTimestamp(
                                    changed ? now : alarm.stateTransitionedTimestamp())
                            .build());
        }
    }

    /** On other alarms. */
    record OfRule(CompositeAlarm alarm) implements Alarm {
        @Override
        public String name() {
            return alarm.alarmName();
        }

        @Override
        public String arn() {
            return alarm.alarmArn();
        }

        @Override
        public AlarmType type() {
            return AlarmType.COMPOSITE_ALARM;
        }

        @Override
        public StateValue state() {
            return alarm.stateValue();
        }

        @Override
        public String reason() {
            return alarm.stateReason();
        }

        @Override
        public Instant configured() {
            return alarm.alarmConfigurationUpdatedTimestamp();
        }

        @Override
        public Instant stateUpdated() {
            return alarm.stateUpdatedTimestamp();
        }

        @Override
        public Instant transitioned() {
            return alarm.stateTransitionedTimestamp();
        }

        @Override
        public boolean actionsEnabled() {
            return alarm.actionsEnabled();
        }

        @Override
        public List<String> actions(StateValue state) {
            return switch (state) {
                case OK -> alarm.okActions();
                case ALARM -> alarm.alarmActions();
                case INSUFFICIENT_DATA -> alarm.insufficientDataActions();
                case UNKNOWN_TO_SDK_VERSION -> List.of();
            };
        }

        @Override
        public Alarm withActionsEnabled(boolean enabled) {
            return new OfRule(alarm.toBuilder().actionsEnabled(enabled).build());
        }

        @Override
        public Alarm configured(@Nullable Alarm before, Instant now) {
            CompositeAlarm state =
                    before instanceof OfRule(CompositeAlarm known)
                            ? known
                            : alarm.toBuilder()
                                    .stateUpdatedTimestamp(now)
                                    .stateTransitionedTimestamp(now)
                                    .build();
            return new OfRule(
                    alarm.toBuilder()
                            .alarmConfigurationUpdatedTimestamp(now)
                            .stateValue(state.stateValue())
                            .stateReason(state.stateReason())
                            .stateReasonData(state.stateReasonData())
                            .stateUpdatedTimestamp(state.stateUpdatedTimestamp())
                            .stateTransitionedTimestamp(state.stateTransitionedTimestamp())
                            .actionsSuppressedBy(state.actionsSuppressedBy())
                            .actionsSuppressedReason(state.actionsSuppressedReason())
                            .build());
        }

        @Override
        public Alarm with(State next, Instant now) {
            boolean changed = next.value() != state();
            return new OfRule(
                    alarm.toBuilder()
                            .stateValue(next.value())
                            .stateReason(next.reason())
                            .stateReasonData(next.data())
                            .stateUpdatedTimestamp(now)
                            .stateTransitionedTimestamp(
                                    changed ? now : alarm.stateTransitionedTimestamp())
                            .build());
        }
    }
}
