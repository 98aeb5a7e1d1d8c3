package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPED;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.TERMINATED;

import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.InsufficientCapacityException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineState;
import dev.tule.compute.memory.MemoryDriver;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class InstancesTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static RunInstancesRequest.Builder micro() {
        return RunInstancesRequest.builder()
                .imageId("ami-d0f89fb9")
                .instanceType("t1.micro")
                .minCount(1)
                .maxCount(1);
    }

    @Test
    void aLaunchAnswersPendingAndTheInstanceRuns() {
        RunInstancesResponse launch = home.client.runInstances(micro().build());

        Instance pending = launch.instances().getFirst();
        assertThat(launch.reservationId()).matches("r-[0-9a-f]{17}");
        assertThat(launch.ownerId()).isEqualTo(Home.ACCOUNT);
        assertThat(pending.instanceId()).matches("i-[0-9a-f]{17}");
        assertThat(pending.state().nameAsString()).isEqualTo("pending");
        assertThat(pending.imageId()).isEqualTo("ami-d0f89fb9");
        Instance running = home.await(pending.instanceId(), RUNNING);
        assertThat(running.state().code()).isEqualTo(16);
        assertThat(running.stateReason()).isNull();
        assertThat(running.blockDeviceMappings())
                .singleElement()
                .satisfies(
                        disk -> {
                            assertThat(disk.deviceName()).isEqualTo("/dev/sda1");
                            assertThat(disk.ebs().statusAsString()).isEqualTo("attached");
                        });
    }

    @Test
    void theTypeIsWhatTheMachineGets() {
        Instance instance = home.launch();

        LaunchSpec spec = home.driver.find(machine(instance)).orElseThrow().spec();

        assertThat(spec.vcpus()).isEqualTo(1);
        assertThat(spec.memoryMib()).isEqualTo(627);
        assertThat(spec.disks()).hasSize(1);
    }

    private static MachineId machine(Instance instance) {
        return new MachineId(instance.instanceId());
    }

    @Test
    void oneLaunchIsOneReservationInOrder() {
        RunInstancesResponse launch =
                home.client.runInstances(micro().minCount(2).maxCount(3).build());

        assertThat(launch.instances())
                .extracting(Instance::amiLaunchIndex)
                .containsExactly(0, 1, 2);
        assertThat(home.client.describeInstances().reservations()).hasSize(1);
    }

    @Test
    void aClientTokenLaunchesOnce() {
        RunInstancesRequest request = micro().clientToken("once").build();

        RunInstancesResponse first = home.client.runInstances(request);
        RunInstancesResponse second = home.client.runInstances(request);

        assertThat(second.reservationId()).isEqualTo(first.reservationId());
        assertThat(home.client.describeInstances().reservations()).hasSize(1);
        Home.refuses(
                "IdempotentParameterMismatch",
                () -> home.client.runInstances(request.toBuilder().maxCount(2).build()));
    }

    @Test
    void stoppedInstancesStartAgainOnTheSameDisks() {
        Instance instance = home.launch();
        String id = instance.instanceId();

        home.client.stopInstances(r -> r.instanceIds(id));
        Instance stopped = home.await(id, STOPPED);
        home.client.startInstances(r -> r.instanceIds(id));
        Instance again = home.await(id, RUNNING);

        assertThat(stopped.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
        assertThat(stopped.stateTransitionReason()).matches("User initiated \\(.* GMT\\)");
        assertThat(again.stateReason()).isNull();
        assertThat(again.blockDeviceMappings()).isEqualTo(instance.blockDeviceMappings());
    }

    @Test
    void terminatedInstancesAreShownAndTheirRootDiskIsGone() {
        Instance instance = home.launch();
        String id = instance.instanceId();

        home.client.terminateInstances(r -> r.instanceIds(id));
        Instance terminated = home.await(id, TERMINATED);

        assertThat(terminated.blockDeviceMappings()).isEmpty();
        assertThat(home.client.describeVolumes().volumes()).isEmpty();
        assertThat(home.driver.find(machine(instance))).isEmpty();
        Home.refuses(
                "IncorrectInstanceState", () -> home.client.startInstances(r -> r.instanceIds(id)));
    }

    @Test
    void terminationProtectionHolds() {
        String id =
                home.client
                        .runInstances(micro().disableApiTermination(true).build())
                        .instances()
                        .getFirst()
                        .instanceId();
        home.await(id, RUNNING);

        Home.refuses(
                "OperationNotPermitted",
                () -> home.client.terminateInstances(r -> r.instanceIds(id)));
        home.client.modifyInstanceAttribute(
                r -> r.instanceId(id).disableApiTermination(v -> v.value(false)));
        home.client.terminateInstances(r -> r.instanceIds(id));

        assertThat(home.await(id, TERMINATED)).isNotNull();
    }

    @Test
    void aShutdownFromWithinStopsOrTerminatesAsWasAsked() {
        Instance stops = home.launch();
        String terminates =
                home.client
                        .runInstances(
                                micro().instanceInitiatedShutdownBehavior(
                                                ShutdownBehavior.TERMINATE)
                                        .build())
                        .instances()
                        .getFirst()
                        .instanceId();
        home.await(terminates, RUNNING);

        home.driver.exit(machine(stops), ExitCause.GUEST_SHUTDOWN);
        home.driver.exit(new MachineId(terminates), ExitCause.GUEST_SHUTDOWN);

        assertThat(home.await(stops.instanceId(), STOPPED).stateReason().code())
                .isEqualTo("Client.InstanceInitiatedShutdown");
        assertThat(home.await(terminates, TERMINATED).stateReason().code())
                .isEqualTo("Client.InstanceInitiatedShutdown");
    }

    @Test
    void aKilledMachineShowsInTheInstancesState() {
        Instance instance = home.launch();

        home.driver.exit(machine(instance), ExitCause.KILLED);

        Instance stopped = home.await(instance.instanceId(), STOPPED);
        assertThat(stopped.stateReason().code()).isEqualTo("Server.InternalError");
        assertThat(stopped.stateReason().message())
                .isEqualTo("Server.InternalError: The machine's process was ended");
    }

    @Test
    void aMachineThatDoesNotStartEndsAsTerminatedWithTheReason() {
        home.driver.failNext(new InsufficientCapacityException("no memory is left"));
        String id = home.client.runInstances(micro().build()).instances().getFirst().instanceId();

        Instance terminated = home.await(id, TERMINATED);

        assertThat(terminated.stateReason().code())
                .isEqualTo("Server.InsufficientInstanceCapacity");
        assertThat(terminated.stateReason().message()).contains("no memory is left");
    }

    @Test
    void whatTheHostHasNoRoomForIsRefusedAtOnce() throws IOException {
        home.close();
        MemoryDriver small = new MemoryDriver(new HostBudget(1000, 2, 1, 0), Clock.systemUTC());
        home = new Home(directory, small, 20);

        RunInstancesResponse some =
                home.client.runInstances(micro().minCount(1).maxCount(5).build());

        assertThat(some.instances()).hasSize(1);
        home.await(some.instances().getFirst().instanceId(), RUNNING);
        Home.refuses(
                "InsufficientInstanceCapacity", () -> home.client.runInstances(micro().build()));
    }

    @Test
    void theLimitOfInstancesHolds() throws IOException {
        home.close();
        home = new Home(directory, MemoryDriver.roomy(), 1);
        home.launch();

        Home.refuses("InstanceLimitExceeded", () -> home.client.runInstances(micro().build()));
    }

    @Test
    void noMachineComesUpBehindAServerThatStops() throws Exception {
        MemoryDriver driver = MemoryDriver.roomy();
        CountDownLatch launching = new CountDownLatch(1);
        CountDownLatch launched = new CountDownLatch(1);
        InvocationHandler slow =
                (_, method, arguments) -> {
                    if (method.getName().equals("launch")) {
                        launching.countDown();
                        launched.await();
                    }
                    return method.invoke(driver, arguments);
                };
        InstanceDriver between =
                (InstanceDriver)
                        Proxy.newProxyInstance(
                                InstanceDriver.class.getClassLoader(),
                                new Class<?>[] {InstanceDriver.class},
                                slow);
        home.close();
        home = new Home(directory, driver, () -> between, 20);
        home.client.runInstances(micro().build());
        launching.await();
        Thread stop = Thread.startVirtualThread(() -> home.ec2.stopMachines(Duration.ZERO));
        assertThat(stop.join(Duration.ofMillis(50))).isFalse();
        launched.countDown();
        stop.join();

        assertThat(driver.machines())
                .singleElement()
                .satisfies(machine -> assertThat(machine.state()).isEqualTo(MachineState.STOPPED));
        String late = home.client.runInstances(micro().build()).instances().getFirst().instanceId();
        assertThat(home.instance(late).state().nameAsString()).isEqualTo("pending");
        assertThat(driver.machines()).hasSize(1);
    }

    @Test
    void withoutADriverTheErrorSaysWhatToInstall() throws IOException {
        home.close();
        home =
                new Home(
                        directory,
                        MemoryDriver.roomy(),
                        () -> {
                            throw new DriverUnavailableException("apt-get install qemu-system-x86");
                        },
                        20);

        Home.refuses("Unsupported", () -> home.client.runInstances(micro().build()));
    }

    @Test
    void instancesRunOnWhileTheServerIsAway() throws IOException {
        Instance goesOn = home.launch();
        Instance ends = home.launch();
        MemoryDriver driver = home.driver;
        home.close();
        driver.exit(machine(ends), ExitCause.KILLED);

        home = new Home(directory, driver, 20);

        assertThat(home.await(ends.instanceId(), STOPPED).stateReason().code())
                .isEqualTo("Server.InternalError");
        assertThat(home.instance(goesOn.instanceId()).state().name()).isEqualTo(RUNNING);
        driver.exit(machine(goesOn), ExitCause.GUEST_SHUTDOWN);
        home.await(goesOn.instanceId(), STOPPED);
    }

    @Test
    void filtersLookAtStateTypeAndTags() {
        home.client.runInstances(
                micro().tagSpecifications(
                                TagSpecification.builder()
                                        .resourceType(ResourceType.INSTANCE)
                                        .tags(Tag.builder().key("Name").value("web-1").build())
                                        .build())
                        .build());
        home.launch();

        assertThat(ids(filter("tag:Name", "web-*"))).hasSize(1);
        assertThat(ids(filter("tag-key", "Name"), filter("instance-type", "t1.*"))).hasSize(1);
        assertThat(ids(filter("instance-state-name", "terminated"))).isEmpty();
        assertThat(ids(filter("image-id", "ami-d0f89fb9"))).hasSize(2);
    }

    private List<String> ids(Filter... filters) {
        return home.client.describeInstances(r -> r.filters(filters)).reservations().stream()
                .flatMap(each -> each.instances().stream())
                .map(Instance::instanceId)
                .toList();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    @Test
    void pagesShowEachInstanceOnce() {
        home.launch(5);

        List<String> seen =
                home.client.describeInstancesPaginator(r -> r.maxResults(2)).reservations().stream()
                        .flatMap(each -> each.instances().stream())
                        .map(Instance::instanceId)
                        .toList();

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void userDataIsKeptAsItCame() {
        String data =
                Base64.getEncoder()
                        .encodeToString("#!/bin/sh\necho hi".getBytes(StandardCharsets.UTF_8));
        String id =
                home.client
                        .runInstances(micro().userData(data).build())
                        .instances()
                        .getFirst()
                        .instanceId();

        assertThat(
                        home.client
                                .describeInstanceAttribute(
                                        r ->
                                                r.instanceId(id)
                                                        .attribute(InstanceAttributeName.USER_DATA))
                                .userData()
                                .value())
                .isEqualTo(data);
    }

    @Test
    void theConsoleAndTheStatusAreTheMachines() {
        Instance instance = home.launch();
        String id = instance.instanceId();
        home.driver.write(machine(instance), "Linux version 6\n");

        assertThat(
                        new String(
                                Base64.getDecoder()
                                        .decode(
                                                home.client
                                                        .getConsoleOutput(r -> r.instanceId(id))
                                                        .output()),
                                StandardCharsets.UTF_8))
                .isEqualTo("Linux version 6\n");
        assertThat(status(id)).isEqualTo("ok");
        home.driver.sicken(machine(instance), false);
        assertThat(status(id)).isEqualTo("impaired");
    }

    private String status(String id) {
        return home.client
                .describeInstanceStatus(r -> r.instanceIds(id))
                .instanceStatuses()
                .getFirst()
                .instanceStatus()
                .statusAsString();
    }

    @Test
    void aTypeIsChangedWhileTheInstanceIsStopped() {
        Instance instance = home.launch();
        String id = instance.instanceId();
        Home.refuses(
                "IncorrectInstanceState",
                () ->
                        home.client.modifyInstanceAttribute(
                                r -> r.instanceId(id).instanceType(v -> v.value("m1.small"))));
        home.client.stopInstances(r -> r.instanceIds(id));
        home.await(id, STOPPED);

        home.client.modifyInstanceAttribute(
                r -> r.instanceId(id).instanceType(v -> v.value("m1.small")));
        home.client.startInstances(r -> r.instanceIds(id));
        home.await(id, RUNNING);

        assertThat(home.driver.find(machine(instance)).orElseThrow().spec().memoryMib())
                .isEqualTo(1740);
    }

    @Test
    void whatIsNotThereIsSaid() {
        Home.refuses(
                "InvalidInstanceID.NotFound",
                () -> home.client.describeInstances(r -> r.instanceIds("i-00000000000000000")));
        Home.refuses(
                "InvalidInstanceID.Malformed",
                () -> home.client.describeInstances(r -> r.instanceIds("x-1")));
        Home.refuses(
                "InvalidAMIID.NotFound",
                () -> home.client.runInstances(micro().imageId("ami-00000000").build()));
        Home.refuses(
                "InvalidKeyPair.NotFound",
                () -> home.client.runInstances(micro().keyName("none").build()));
        Home.refuses(
                "InvalidParameterValue",
                () -> home.client.runInstances(micro().instanceType("t9.huge").build()));
    }

    @Test
    void aRebootLeavesTheInstanceRunning() {
        Instance instance = home.launch();

        home.client.rebootInstances(r -> r.instanceIds(instance.instanceId()));

        assertThat(home.instance(instance.instanceId()).state().name())
                .isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void aTerminatedInstanceIsDescribedForAnHour() {
        Instance instance = home.launch();
        home.client.createTags(
                r ->
                        r.resources(instance.instanceId())
                                .tags(Tag.builder().key("line").value("3").build()));
        home.client.terminateInstances(r -> r.instanceIds(instance.instanceId()));
        home.await(instance.instanceId(), TERMINATED);

        home.pass(Duration.ofMinutes(59));
        assertThat(home.client.describeInstances().reservations()).hasSize(1);

        home.pass(Duration.ofMinutes(2));
        assertThat(home.client.describeInstances().reservations()).isEmpty();
        assertThat(home.client.describeTags().tags()).isEmpty();
    }
}
