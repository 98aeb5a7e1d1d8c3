package dev.tule.autoscaling;

import dev.tule.aws.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * EC2 in memory: machines that boot slowly, die, fail to launch and end in their own time, by a
 * clock of the test's. For one thread.
 */
final class FakeEc2 implements Ec2Client {
    private static final Duration ENDING = Duration.ofSeconds(20);
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Chaos chaos;
    private final Consumer<String> ending;
    private final Map<String, Machine> machines = new LinkedHashMap<>();

    /** How many of all launches are refused. */
    double refusals;

    /**
     * How many of all calls end in an error of EC2's own, after they have taken effect or before.
     */
    double errors;

    Duration slowestBoot = Duration.ofSeconds(60);
    int launches;
    int starts;

    /**
     * @param ending hears of machines that are to be ended
     */
    FakeEc2(InstantSource clock, RandomGenerator random, Chaos chaos, Consumer<String> ending) {
        this.clock = clock;
        this.random = random;
        this.chaos = chaos;
        this.ending = ending;
    }

    /** A machine and what becomes of it. For one thread. */
    static final class Machine {
        final String id;
        final String token;
        final RunInstancesRequest request;
        Instant running;
        Instant stopping = Instant.MAX;
        Instant ending = Instant.MAX;
        boolean down;
        boolean impaired;

        Machine(String id, RunInstancesRequest request, Instant running) {
            this.id = id;
            this.token = request.clientToken();
            this.request = request;
            this.running = running;
        }

        String zone() {
            return request.placement().availabilityZone();
        }

        InstanceStateName state(Instant now) {
            if (!now.isBefore(ending)) {
                return now.isBefore(ending.plus(ENDING))
                        ? InstanceStateName.SHUTTING_DOWN
                        : InstanceStateName.TERMINATED;
            }
            if (down) {
                return InstanceStateName.STOPPED;
            }
            if (!now.isBefore(stopping)) {
                return now.isBefore(stopping.plus(STOPPING))
                        ? InstanceStateName.STOPPING
                        : InstanceStateName.STOPPED;
            }
            return now.isBefore(running) ? InstanceStateName.PENDING : InstanceStateName.RUNNING;
        }
    }

    /** Those that run, or are about to. */
    List<Machine> living() {
        return machines.values().stream()
                .filter(
                        machine ->
                                switch (machine.state(clock.instant())) {
                                    case PENDING, RUNNING -> true;
                                    default -> false;
                                })
                .toList();
    }

    List<Machine> running() {
        return living().stream()
                .filter(machine -> machine.state(clock.instant()) == InstanceStateName.RUNNING)
                .toList();
    }

    /** Those that cost something: they aren't ended, nor on their way to it. */
    List<Machine> kept() {
        Instant now = clock.instant();
        return machines.values().stream().filter(each -> now.isBefore(each.ending)).toList();
    }

    Optional<Machine> machine(String id) {
        return Optional.ofNullable(machines.get(id));
    }

    void end(Machine machine) {
        if (machine.ending.equals(Instant.MAX)) {
            machine.ending = clock.instant();
        }
    }

    private void trouble() {
        if (errors > 0 && random.nextDouble() < errors) {
            throw AwsFault.of("InternalError", 500, "An internal error has occurred");
        }
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        chaos.step("before a launch");
        trouble();
        Optional<Machine> known =
                machines.values().stream()
                        .filter(each -> each.token.equals(request.clientToken()))
                        .findFirst();
        if (known.isEmpty() && random.nextDouble() < refusals) {
            throw AwsFault.of(
                    "InsufficientInstanceCapacity",
                    500,
                    "We currently do not have sufficient capacity");
        }
        Machine machine = known.orElseGet(() -> launch(request));
        trouble();
        chaos.step("after a launch");
        return RunInstancesResponse.builder().instances(described(machine)).build();
    }

    private Machine launch(RunInstancesRequest request) {
        launches++;
        String id = "i-%017x".formatted(random.nextLong() & Long.MAX_VALUE);
        Machine machine = new Machine(id, request, boot());
        machines.put(id, machine);
        return machine;
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        chaos.step("before a termination");
        trouble();
        for (String id : request.instanceIds()) {
            Machine machine = machines.get(id);
            if (machine == null) {
                throw AwsFault.of(
                        "InvalidInstanceID.NotFound", 400, "The instance ID does not exist");
            }
            ending.accept(id);
            end(machine);
        }
        chaos.step("after a termination");
        return TerminateInstancesResponse.builder().build();
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        chaos.step("before a stop");
        trouble();
        Machine machine = in(InstanceStateName.RUNNING, request.instanceIds());
        machine.stopping = clock.instant();
        chaos.step("after a stop");
        return StopInstancesResponse.builder().build();
    }

    @Override
    public StartInstancesResponse startInstances(StartInstancesRequest request) {
        chaos.step("before a start");
        trouble();
        Machine machine = in(InstanceStateName.STOPPED, request.instanceIds());
        machine.stopping = Instant.MAX;
        machine.down = false;
        machine.running = boot();
        starts++;
        chaos.step("after a start");
        return StartInstancesResponse.builder().build();
    }

    private Machine in(InstanceStateName state, List<String> ids) {
        Machine machine = machines.get(ids.getFirst());
        if (machine == null || machine.state(clock.instant()) != state) {
            throw AwsFault.of("IncorrectInstanceState", 400, "The instance is not " + state);
        }
        return machine;
    }

    private Instant boot() {
        return clock.instant().plusMillis(random.nextLong(slowestBoot.toMillis() + 1));
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        chaos.step("before a look");
        trouble();
        Instant now = clock.instant();
        machines.values()
                .removeIf(each -> each.ending.isBefore(now.minus(ENDING).minus(REMEMBERED)));
        List<Instance> found = new ArrayList<>();
        for (Machine machine : machines.values()) {
            if (request.filters().stream().allMatch(filter -> matches(machine, filter))) {
                found.add(described(machine));
            }
        }
        chaos.step("after a look");
        return DescribeInstancesResponse.builder()
                .reservations(Reservation.builder().instances(found).build())
                .build();
    }

    /** One template, of whatever version is asked for. */
    @Override
    public DescribeLaunchTemplateVersionsResponse describeLaunchTemplateVersions(
            DescribeLaunchTemplateVersionsRequest request) {
        String version = request.versions().getFirst();
        return DescribeLaunchTemplateVersionsResponse.builder()
                .launchTemplateVersions(
                        LaunchTemplateVersion.builder()
                                .launchTemplateId("lt-00000000000000001")
                                .launchTemplateName("field")
                                .versionNumber(
                                        version.startsWith("$") ? 1 : Long.parseLong(version))
                                .launchTemplateData(data -> data.instanceType("t1.micro"))
                                .build())
                .build();
    }

    private static boolean matches(Machine machine, Filter filter) {
        return filter.values()
                .contains(
                        switch (filter.name()) {
                            case "instance-id" -> machine.id;
                            case "client-token" -> machine.token;
                            default -> throw new IllegalArgumentException(filter.name());
                        });
    }

    private Instance described(Machine machine) {
        return Instance.builder()
                .instanceId(machine.id)
                .clientToken(machine.token)
                .instanceType(machine.request.instanceType())
                .placement(machine.request.placement())
                .state(state -> state.name(machine.state(clock.instant())))
                .build();
    }

    @Override
    public DescribeInstanceStatusResponse describeInstanceStatus(
            DescribeInstanceStatusRequest request) {
        chaos.step("before statuses are looked at");
        return DescribeInstanceStatusResponse.builder()
                .instanceStatuses(
                        running().stream()
                                .filter(machine -> machine.impaired)
                                .map(each -> InstanceStatus.builder().instanceId(each.id).build())
                                .toList())
                .build();
    }

    @Override
    public DescribeAvailabilityZonesResponse describeAvailabilityZones(
            DescribeAvailabilityZonesRequest request) {
        for (String zone : request.zoneNames()) {
            if (!List.of("us-east-1a", "us-east-1b", "us-east-1c").contains(zone)) {
                throw AwsFault.of(
                        "InvalidParameterValue", 400, "Invalid availability zone: [" + zone + "]");
            }
        }
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(
                        request.zoneNames().stream()
                                .map(name -> AvailabilityZone.builder().zoneName(name).build())
                                .toList())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // is only memory
    }
}
