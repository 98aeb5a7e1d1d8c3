package dev.tule.ec2.instance;

import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;

import dev.tule.compute.Machine;
import dev.tule.compute.MachineId;
import dev.tule.ec2.instance.InstanceView.Seen;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;

/**
 * How machines are: what they wrote to their consoles, and whether what runs them answers. That is
 * the system's status; of what goes on within a machine nothing is known, so the instance's status
 * is the same.
 */
final class InstanceHealth {
    private static final int CONSOLE_BYTES = 64 << 10;
    private static final Filters<InstanceStatus> FILTERS =
            Filters.of(InstanceStatus.builder(), InstanceStatus.class)
                    .onMembers(
                            "availability-zone",
                            "availability-zone-id",
                            "attached-ebs-status.status",
                            "event.code",
                            "event.description",
                            "event.instance-event-id",
                            "event.not-after",
                            "event.not-before",
                            "event.not-before-deadline",
                            "instance-status.status",
                            "operator.managed",
                            "operator.principal",
                            "system-status.status")
                    .onMember("instance-state-code", "instance-state.code")
                    .onMember("instance-state-name", "instance-state.name")
                    .onMember("instance-status.reachability", "instance-status.details.status")
                    .onMember("system-status.reachability", "system-status.details.status");

    private final Place place;
    private final Host host;
    private final LifeCycle lifeCycle;
    private final InstanceView view;

    InstanceHealth(Place place, Host host, LifeCycle lifeCycle, InstanceView view) {
        this.place = place;
        this.host = host;
        this.lifeCycle = lifeCycle;
        this.view = view;
    }

    DescribeInstanceStatusResponse describe(DescribeInstanceStatusRequest request) {
        boolean all = Boolean.TRUE.equals(request.includeAllInstances());
        List<Seen> seen =
                place.read(
                        rows ->
                                InstanceDescriptions.select(
                                        rows, view, request.instanceIds(), List.of()));
        List<InstanceStatus> found =
                seen.stream()
                        .filter(each -> all || States.is(each.instance(), RUNNING))
                        .map(this::status)
                        .filter(FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        Listing<InstanceStatus> page =
                Listing.of(
                        found,
                        InstanceStatus::instanceId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeInstanceStatusResponse.builder()
                .instanceStatuses(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private InstanceStatus status(Seen seen) {
        String id = seen.instance().instanceId();
        boolean runs = States.is(seen.instance(), RUNNING);
        boolean well = runs && lifeCycle.running(id).map(Machine::healthy).orElse(false);
        InstanceStatusSummary summary =
                InstanceStatusSummary.builder()
                        .status(runs ? well ? "ok" : "impaired" : "not-applicable")
                        .details(
                                List.of(
                                        InstanceStatusDetails.builder()
                                                .name("reachability")
                                                .status(
                                                        runs
                                                                ? well ? "passed" : "failed"
                                                                : "insufficient-data")
                                                .build()))
                        .build();
        return InstanceStatus.builder()
                .instanceId(id)
                .availabilityZone(seen.instance().placement().availabilityZone())
                .availabilityZoneId(seen.instance().placement().availabilityZoneId())
                .instanceState(seen.instance().state())
                .instanceStatus(summary)
                .systemStatus(summary)
                .events(List.of())
                .build();
    }

    GetConsoleOutputResponse console(GetConsoleOutputRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        place.read(rows -> InstanceRows.get(rows, id));
        Optional<Machine> machine = host.drivers().get().find(new MachineId(id));
        byte[] output = machine.map(found -> found.console(CONSOLE_BYTES)).orElse(new byte[0]);
        return GetConsoleOutputResponse.builder()
                .instanceId(id)
                .timestamp(place.now())
                .output(Base64.getEncoder().encodeToString(output))
                .build();
    }
}
