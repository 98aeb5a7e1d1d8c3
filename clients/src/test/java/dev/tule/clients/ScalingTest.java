package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * A group of real machines behind a load balancer, of which boto3, the AWS CLI and the SDK for Java
 * each do a part. One test, since the machines are what takes time.
 */
class ScalingTest {
    private static final String GROUP = "greenhouses";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path data;

    @AfterEach
    void endWhatATestThatFailedLeft() {
        machines("").forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aGroupKeepsItsMachinesThroughKillsAndRestartsAndScalesByTheirLoad() throws Exception {
        Instant origin = Instant.now();
        URI page;
        Seen before;
        try (Tule tule = Tule.inTimeLapse(data, origin);
                AutoScalingClient scaling = Sdk.scaling(tule)) {
            Program plant = Program.python("boto3_scaling.py", tule.aws().toString());
            String printed = plant.under(tule.environment()).run();
            System.out.print(printed);
            page = URI.create(printed.lines().toList().getLast());
            before = Seen.of(scaling);
            tule.kill();
        }
        try (Tule tule = Tule.inTimeLapse(data, origin);
                AutoScalingClient scaling = Sdk.scaling(tule);
                CloudWatchClient cloudWatch = Sdk.cloudWatch(tule)) {
            assertThat(answersOf(page, 2)).hasSize(2);
            assertThat(Seen.of(scaling)).isEqualTo(before);
            aKilledMachineIsReplacedAndNobodyNoticesThatItIsTakenOut(scaling, page);

            Program scale = Program.shell("awscli_scaling.sh", tule.aws().toString(), GROUP);
            assertThat(scale.under(tule.environment()).run()).contains("scales by load");
            theGroupGrowsWhileItHasMuchToDo(scaling, cloudWatch, page);
        }
    }

    private void aKilledMachineIsReplacedAndNobodyNoticesThatItIsTakenOut(
            AutoScalingClient scaling, URI page) {
        String killed = group(scaling).instances().getFirst().instanceId();
        long began = System.nanoTime();
        assertThat(machines(killed)).hasSize(1).allMatch(ProcessHandle::destroyForcibly);
        await("it is taken out", () -> !in(LifecycleState.IN_SERVICE, scaling).contains(killed));
        try (Asking asking = new Asking(page)) {
            await("replaced", () -> in(LifecycleState.IN_SERVICE, scaling).size() == 2);
            System.out.printf("replaced %.1f s after kill -9%n", (System.nanoTime() - began) / 1e9);
            asking.until(answers -> answers.stream().distinct().count() == 2);
        }
        assertThat(in(LifecycleState.IN_SERVICE, scaling)).doesNotContain(killed);
    }

    private static void theGroupGrowsWhileItHasMuchToDo(
            AutoScalingClient scaling, CloudWatchClient cloudWatch, URI page) throws Exception {
        awaitRest(scaling, cloudWatch);

        assertThat(answersOf(page.resolve("cgi-bin/work"), 2)).hasSize(2);
        await("the alarm", () -> state(cloudWatch) == StateValue.ALARM);
        await("scaled out", () -> in(LifecycleState.IN_SERVICE, scaling).size() == 3);
        await("the end of the alarm", () -> state(cloudWatch) == StateValue.OK);
        await("scaled in", () -> group(scaling).instances().size() == 2);

        List<String> causes =
                scaling
                        .describeScalingActivities(r -> r.autoScalingGroupName(GROUP))
                        .activities()
                        .stream()
                        .map(Activity::cause)
                        .toList();
        assertThat(causes)
                .anyMatch(
                        cause -> cause.contains("alarm busy in state ALARM triggered policy more"))
                .anyMatch(cause -> cause.contains("alarm busy in state OK triggered policy fewer"));
    }

    /** Machines that boot have much to do, too, and the alarm hears of it. */
    private static void awaitRest(AutoScalingClient scaling, CloudWatchClient cloudWatch) {
        await(
                "rest",
                () ->
                        state(cloudWatch) == StateValue.OK
                                && group(scaling).desiredCapacity() == 2
                                && group(scaling).instances().size() == 2
                                && in(LifecycleState.IN_SERVICE, scaling).size() == 2);
    }

    private static StateValue state(CloudWatchClient cloudWatch) {
        return cloudWatch
                .describeAlarms(r -> r.alarmNames("busy"))
                .metricAlarms()
                .getFirst()
                .stateValue();
    }

    private static AutoScalingGroup group(AutoScalingClient scaling) {
        return scaling.describeAutoScalingGroups(r -> r.autoScalingGroupNames(GROUP))
                .autoScalingGroups()
                .getFirst();
    }

    private static Set<String> in(LifecycleState state, AutoScalingClient scaling) {
        return group(scaling).instances().stream()
                .filter(each -> each.lifecycleState() == state)
                .map(Instance::instanceId)
                .collect(Collectors.toSet());
    }

    /** All that is told of the group. */
    private record Seen(AutoScalingGroup group, List<Activity> activities) {
        static Seen of(AutoScalingClient scaling) {
            return new Seen(
                    ScalingTest.group(scaling), scaling.describeScalingActivities().activities());
        }
    }

    /** What runs machines, as somebody finds it who looks at this host's processes. */
    private List<ProcessHandle> machines(String instance) {
        return ProcessHandle.allProcesses()
                .filter(each -> line(each).contains(data.toString()))
                .filter(each -> line(each).contains("guest=" + instance))
                .toList();
    }

    private static String line(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static String ask(URI page) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }

    /** What the page answers, until it has said so many different things. */
    private static Set<String> answersOf(URI page, int different) throws Exception {
        try (Asking asking = new Asking(page)) {
            return asking.until(answers -> answers.stream().distinct().count() == different);
        }
    }

    /** Somebody who asks for a page again and again, and must always get it. */
    private static final class Asking implements AutoCloseable {
        private final List<String> answers = new CopyOnWriteArrayList<>();
        private final List<Throwable> errors = new CopyOnWriteArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread;

        Asking(URI page) {
            thread =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (!over.get()) {
                                            try {
                                                answers.add(ask(page));
                                            } catch (Exception | AssertionError failure) {
                                                errors.add(failure);
                                            }
                                            LockSupport.parkNanos(20_000_000);
                                        }
                                    });
        }

        Set<String> until(Predicate<List<String>> goal) {
            await("answers", () -> goal.test(answers) || !errors.isEmpty());
            return Set.copyOf(answers);
        }

        @Override
        public void close() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(new ArrayList<>(errors)).isEmpty();
        }
    }

    private static void await(String what, BooleanSupplier goal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!goal.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            LockSupport.parkNanos(100_000_000);
        }
    }
}
