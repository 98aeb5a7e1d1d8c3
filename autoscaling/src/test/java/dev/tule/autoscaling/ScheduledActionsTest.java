package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.FailedScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupActionRequest;

/** Groups that are resized by the clock. */
class ScheduledActionsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Lab lab = new Lab(4);

    @BeforeEach
    void group() {
        lab.configuration("first");
        lab.group(1, 4, group -> {});
    }

    private void schedule(
            String name, Consumer<PutScheduledUpdateGroupActionRequest.Builder> more) {
        lab.client()
                .putScheduledUpdateGroupAction(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .scheduledActionName(name)
                                        .applyMutation(more));
    }

    private List<ScheduledUpdateGroupAction> scheduled() {
        return lab.client().describeScheduledActions().scheduledUpdateGroupActions();
    }

    private int desired() {
        return lab.group().desiredCapacity();
    }

    @Test
    void anActionOfATimeIsDoneThenAndGone() {
        Instant then = lab.now.plus(Duration.ofMinutes(10));
        schedule("harvest", a -> a.startTime(then).minSize(2).maxSize(8).desiredCapacity(6));

        lab.passes(Duration.ofMinutes(9), MINUTE);
        assertThat(desired()).isEqualTo(1);
        lab.passes(MINUTE, MINUTE);
        assertThat(lab.group().minSize()).isEqualTo(2);
        assertThat(lab.group().maxSize()).isEqualTo(8);
        assertThat(desired()).isEqualTo(6);
        assertThat(scheduled()).isEmpty();
        lab.passes(Duration.ofMinutes(5), MINUTE);
        assertThat(lab.instances()).hasSize(6);
        assertThat(lab.activities().getFirst().cause())
                .startsWith(
                        "At 2026-01-01T00:10:00Z a scheduled action update of AutoScalingGroup constraints to min: 2, max: 8, desired: 6 changing the desired capacity from 1 to 6.");
    }

    @Test
    void aRecurringOneIsDoneEachTimeUntilItsEnd() {
        schedule(
                "day",
                a ->
                        a.recurrence("0 8 * * *")
                                .timeZone("Europe/Berlin")
                                .desiredCapacity(3)
                                .endTime(Instant.parse("2026-01-03T00:00:00Z")));
        schedule("night", a -> a.recurrence("0 18 * * *").desiredCapacity(1));
        assertThat(scheduled().getFirst().startTime())
                .isEqualTo(Instant.parse("2026-01-01T07:00:00Z"));

        lab.passes(Duration.ofHours(8), MINUTE);
        assertThat(desired()).isEqualTo(3);
        lab.passes(Duration.ofHours(11), MINUTE);
        assertThat(desired()).isEqualTo(1);
        lab.passes(Duration.ofHours(29), Duration.ofMinutes(30));
        assertThat(scheduled())
                .extracting(ScheduledUpdateGroupAction::scheduledActionName)
                .containsExactly("night");
    }

    @Test
    void whatWasMissedIsDoneOnceAndInItsOrder() {
        schedule("day", a -> a.recurrence("0 8 * * *").desiredCapacity(3));
        schedule("night", a -> a.recurrence("0 18 * * *").desiredCapacity(2));
        lab.now = Instant.parse("2026-01-02T07:00:00Z");
        lab.restart();
        lab.pass();

        assertThat(desired()).isEqualTo(2);
        assertThat(scheduled())
                .extracting(ScheduledUpdateGroupAction::startTime)
                .containsExactly(
                        Instant.parse("2026-01-02T08:00:00Z"),
                        Instant.parse("2026-01-02T18:00:00Z"));
    }

    @Test
    void aSuspendedGroupMissesItsActionsAndOneThatNoLongerFitsFails() {
        schedule("many", a -> a.startTime(lab.now.plusSeconds(60)).desiredCapacity(4));
        lab.client()
                .suspendProcesses(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .scalingProcesses("ScheduledActions"));
        lab.passes(Duration.ofMinutes(2), MINUTE);
        assertThat(desired()).isEqualTo(1);
        lab.client().resumeProcesses(r -> r.autoScalingGroupName(Lab.GROUP));

        schedule("many", a -> a.startTime(lab.now.plusSeconds(60)).desiredCapacity(4));
        lab.client().updateAutoScalingGroup(r -> r.autoScalingGroupName(Lab.GROUP).maxSize(2));
        lab.passes(Duration.ofMinutes(2), MINUTE);
        assertThat(desired()).isEqualTo(1);
        assertThat(lab.activities().getFirst().statusCode())
                .isEqualTo(ScalingActivityStatusCode.FAILED);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> schedule("a", a -> a.desiredCapacity(1)))
                .hasMessageContaining("StartTime or Recurrence");
        assertThatThrownBy(
                        () -> schedule("a", a -> a.startTime(lab.now.minusSeconds(1)).minSize(0)))
                .hasMessageContaining("in the past");
        assertThatThrownBy(() -> schedule("a", a -> a.recurrence("0 8 * * *")))
                .hasMessageContaining("At least one of");
        assertThatThrownBy(
                        () ->
                                schedule(
                                        "a",
                                        a -> a.recurrence("0 8 * * *").timeZone("Mars").minSize(1)))
                .hasMessageContaining("time zone");
        assertThatThrownBy(() -> schedule("a", a -> a.recurrence("0 8 * * *").minSize(9)))
                .hasMessageContaining("Max bound");
    }

    @Test
    void severalArePutAndDeletedAtOnce() {
        ScheduledUpdateGroupActionRequest good =
                ScheduledUpdateGroupActionRequest.builder()
                        .scheduledActionName("good")
                        .recurrence("0 8 * * *")
                        .desiredCapacity(2)
                        .build();
        List<FailedScheduledUpdateGroupActionRequest> failed =
                lab.client()
                        .batchPutScheduledUpdateGroupAction(
                                r ->
                                        r.autoScalingGroupName(Lab.GROUP)
                                                .scheduledUpdateGroupActions(
                                                        good,
                                                        good.toBuilder()
                                                                .scheduledActionName("bad")
                                                                .recurrence("soon")
                                                                .build()))
                        .failedScheduledUpdateGroupActions();
        assertThat(failed)
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.scheduledActionName()).isEqualTo("bad");
                            assertThat(each.errorCode()).isEqualTo("ValidationError");
                        });

        assertThat(
                        lab.client()
                                .batchDeleteScheduledAction(
                                        r ->
                                                r.autoScalingGroupName(Lab.GROUP)
                                                        .scheduledActionNames("good", "bad"))
                                .failedScheduledActions())
                .extracting(FailedScheduledUpdateGroupActionRequest::scheduledActionName)
                .containsExactly("bad");
        assertThat(scheduled()).isEmpty();
    }
}
