package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/** Suspends and resumes what groups do by themselves. Safe for use by many threads. */
public final class Processes {
    static final List<String> ALL =
            List.of(
                    "Launch",
                    "Terminate",
                    "AddToLoadBalancer",
                    "AlarmNotification",
                    "AZRebalance",
                    "HealthCheck",
                    "InstanceRefresh",
                    "ReplaceUnhealthy",
                    "ScheduledActions");

    private final Book book;
    private final Place place;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public Processes(Book book, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.wake = wake;
    }

    SuspendProcessesResponse suspend(SuspendProcessesRequest request) {
        List<String> processes = known(request.scalingProcesses());
        String reason = "User suspended at " + place.now();
        change(
                request.autoScalingGroupName(),
                suspended -> {
                    for (String process : processes) {
                        if (suspended.stream().noneMatch(p -> p.processName().equals(process))) {
                            suspended.add(
                                    SuspendedProcess.builder()
                                            .processName(process)
                                            .suspensionReason(reason)
                                            .build());
                        }
                    }
                });
        return SuspendProcessesResponse.builder().build();
    }

    ResumeProcessesResponse resume(ResumeProcessesRequest request) {
        List<String> processes = known(request.scalingProcesses());
        change(
                request.autoScalingGroupName(),
                suspended -> suspended.removeIf(p -> processes.contains(p.processName())));
        return ResumeProcessesResponse.builder().build();
    }

    private static List<String> known(List<String> asked) {
        for (String process : asked) {
            if (!ALL.contains(process)) {
                throw Faults.invalid("Invalid scaling process: " + process);
            }
        }
        return asked.isEmpty() ? ALL : asked;
    }

    private void change(String name, Consumer<List<SuspendedProcess>> change) {
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    List<SuspendedProcess> suspended =
                            new ArrayList<>(group.spec().suspendedProcesses());
                    change.accept(suspended);
                    book.put(
                            rows,
                            group.with(
                                    group.spec().toBuilder()
                                            .suspendedProcesses(suspended)
                                            .build()));
                });
        wake.accept(name);
    }
}
