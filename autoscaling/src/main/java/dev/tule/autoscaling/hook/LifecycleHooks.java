package dev.tule.autoscaling.hook;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Member.Wait;
import dev.tule.autoscaling.life.Owner;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionRequest;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksResponse;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHookSpecification;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatRequest;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatResponse;

/** Hooks, and the answers of those who wait at them. Safe for use by many threads. */
public final class LifecycleHooks {
    private static final int HOUR_SECONDS = 3600;
    private static final int MOST = 50;
    private static final int LEAST_TIMEOUT = 30;
    private static final int MOST_TIMEOUT = 7200;
    private static final int HEARTBEATS = 100;
    private static final Duration MOST_WAIT = Duration.ofDays(2);

    private final Book book;
    private final Place place;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public LifecycleHooks(Book book, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.wake = wake;
    }

    /** A hook of a new group. */
    public static LifecycleHook hook(String group, LifecycleHookSpecification asked) {
        return checked(
                LifecycleHook.builder()
                        .autoScalingGroupName(group)
                        .lifecycleHookName(asked.lifecycleHookName())
                        .lifecycleTransition(asked.lifecycleTransition())
                        .notificationMetadata(asked.notificationMetadata())
                        .notificationTargetARN(asked.notificationTargetARN())
                        .heartbeatTimeout(asked.heartbeatTimeout())
                        .defaultResult(asked.defaultResult())
                        .build());
    }

    private static LifecycleHook checked(LifecycleHook hook) {
        String transition = hook.lifecycleTransition();
        if (!List.of("autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING")
                .contains(transition)) {
            throw Faults.invalid("Invalid lifecycle transition: " + transition);
        }
        int timeout = hook.heartbeatTimeout() == null ? HOUR_SECONDS : hook.heartbeatTimeout();
        if (timeout < LEAST_TIMEOUT || timeout > MOST_TIMEOUT) {
            throw Faults.invalid(
                    "Heartbeat timeout must be between %d and %d seconds."
                            .formatted(LEAST_TIMEOUT, MOST_TIMEOUT));
        }
        String result = hook.defaultResult() == null ? "ABANDON" : hook.defaultResult();
        checkResult(result);
        String target = hook.notificationTargetARN();
        if (target != null && !target.isEmpty()) {
            throw Faults.notImplemented("NotificationTargetARN of a lifecycle hook");
        }
        return hook.toBuilder()
                .heartbeatTimeout(timeout)
                .globalTimeout((int) Math.min(MOST_WAIT.toSeconds(), (long) timeout * HEARTBEATS))
                .defaultResult(result)
                .build();
    }

    private static void checkResult(String result) {
        if (!List.of("CONTINUE", "ABANDON").contains(result)) {
            throw Faults.invalid("Lifecycle action result must be CONTINUE or ABANDON");
        }
    }

    PutLifecycleHookResponse put(PutLifecycleHookRequest request) {
        String group = request.autoScalingGroupName();
        String name = request.lifecycleHookName();
        place.change(
                rows -> {
                    book.get(rows, group);
                    LifecycleHook.Builder hook =
                            book.hook(rows, group, name)
                                    .map(LifecycleHook::toBuilder)
                                    .orElseGet(LifecycleHook::builder)
                                    .autoScalingGroupName(group)
                                    .lifecycleHookName(name);
                    if (request.lifecycleTransition() != null) {
                        hook.lifecycleTransition(request.lifecycleTransition());
                    }
                    if (request.heartbeatTimeout() != null) {
                        hook.heartbeatTimeout(request.heartbeatTimeout());
                    }
                    if (request.defaultResult() != null) {
                        hook.defaultResult(request.defaultResult());
                    }
                    if (request.notificationMetadata() != null) {
                        hook.notificationMetadata(request.notificationMetadata());
                    }
                    if (request.notificationTargetARN() != null) {
                        hook.notificationTargetARN(request.notificationTargetARN());
                    }
                    book.put(rows, checked(hook.build()));
                    if (book.hooks(rows, group).size() > MOST) {
                        throw Faults.limit("A group has at most " + MOST + " lifecycle hooks.");
                    }
                });
        return PutLifecycleHookResponse.builder().build();
    }

    DescribeLifecycleHooksResponse describe(DescribeLifecycleHooksRequest request) {
        String group = request.autoScalingGroupName();
        List<String> names = request.lifecycleHookNames();
        List<LifecycleHook> hooks =
                place.read(
                        rows -> {
                            book.get(rows, group);
                            return book.hooks(rows, group);
                        });
        return DescribeLifecycleHooksResponse.builder()
                .lifecycleHooks(
                        hooks.stream()
                                .filter(
                                        hook ->
                                                names.isEmpty()
                                                        || names.contains(hook.lifecycleHookName()))
                                .toList())
                .build();
    }

    /** Those who wait at a hook that is deleted go on. */
    DeleteLifecycleHookResponse delete(DeleteLifecycleHookRequest request) {
        String group = request.autoScalingGroupName();
        String name = request.lifecycleHookName();
        place.change(
                rows -> {
                    if (book.hook(rows, group, name).isEmpty()) {
                        throw Faults.invalid("No Lifecycle Hook found for name: " + name);
                    }
                    book.deleteHook(rows, group, name);
                    for (Member member : book.everybody(rows, group)) {
                        List<Wait> waits = new ArrayList<>(member.waits());
                        if (waits.removeIf(wait -> wait.hook().equals(name))) {
                            book.put(rows, group, member.withWaits(waits));
                        }
                    }
                });
        wake.accept(group);
        return DeleteLifecycleHookResponse.builder().build();
    }

    CompleteLifecycleActionResponse complete(CompleteLifecycleActionRequest request) {
        checkResult(request.lifecycleActionResult());
        answer(
                request.autoScalingGroupName(),
                request.lifecycleHookName(),
                request.instanceId(),
                request.lifecycleActionToken(),
                (_, wait) -> wait.answered(request.lifecycleActionResult()));
        wake.accept(request.autoScalingGroupName());
        return CompleteLifecycleActionResponse.builder().build();
    }

    RecordLifecycleActionHeartbeatResponse heartbeat(
            RecordLifecycleActionHeartbeatRequest request) {
        Instant now = place.now();
        answer(
                request.autoScalingGroupName(),
                request.lifecycleHookName(),
                request.instanceId(),
                request.lifecycleActionToken(),
                (hook, wait) -> {
                    Instant last = wait.from().plusSeconds(hook.globalTimeout());
                    Instant next = now.plus(Owner.heartbeat(hook));
                    return wait.prolonged(next.isBefore(last) ? next : last);
                });
        return RecordLifecycleActionHeartbeatResponse.builder().build();
    }

    /** What becomes of a wait. */
    private interface Answer {
        Wait of(LifecycleHook hook, Wait wait);
    }

    private void answer(
            String group,
            String name,
            @Nullable String instance,
            @Nullable String token,
            Answer answer) {
        place.change(
                rows -> {
                    book.get(rows, group);
                    LifecycleHook hook =
                            book.hook(rows, group, name)
                                    .orElseThrow(
                                            () ->
                                                    Faults.invalid(
                                                            "No Lifecycle Hook found for name: "
                                                                    + name));
                    boolean any =
                            change(
                                    rows,
                                    group,
                                    (member, wait) ->
                                            wait.hook().equals(name)
                                                    && wait.result().isEmpty()
                                                    && (token != null
                                                            ? token.equals(wait.token())
                                                            : member.instance().equals(instance)),
                                    wait -> answer.of(hook, wait));
                    if (!any) {
                        throw Faults.invalid(
                                "No active Lifecycle Action found with instance ID "
                                        + instance
                                        + (token == null ? "" : " and token " + token));
                    }
                });
    }

    /** Which waits are meant. */
    private interface Meant {
        boolean test(Member member, Wait wait);
    }

    private boolean change(
            Transaction rows, String group, Meant meant, UnaryOperator<Wait> change) {
        boolean any = false;
        for (Member member : book.everybody(rows, group)) {
            List<Wait> waits = new ArrayList<>(member.waits());
            waits.replaceAll(wait -> meant.test(member, wait) ? change.apply(wait) : wait);
            if (!waits.equals(member.waits())) {
                book.put(rows, group, member.withWaits(waits));
                any = true;
            }
        }
        return any;
    }
}
