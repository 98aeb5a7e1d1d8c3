package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.DriverFailureException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.ActiveInstance;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetStateCode;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Fleets that get their instances behind the call; those of type maintain are kept up. */
class KeptFleetsTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
        home.client.createLaunchTemplate(
                r ->
                        r.launchTemplateName("web")
                                .launchTemplateData(
                                        d ->
                                                d.imageId("ami-d0f89fb9")
                                                        .instanceType(InstanceType.T1_MICRO)));
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static Consumer<CreateFleetRequest.Builder> fleet(FleetType type, int capacity) {
        FleetLaunchTemplateConfigRequest web =
                FleetLaunchTemplateConfigRequest.builder()
                        .launchTemplateSpecification(
                                s -> s.launchTemplateName("web").version("$Latest"))
                        .build();
        return r ->
                r.type(type)
                        .targetCapacitySpecification(
                                t ->
                                        t.totalTargetCapacity(capacity)
                                                .defaultTargetCapacityType("on-demand"))
                        .launchTemplateConfigs(web);
    }

    /** Makes a fleet and waits until all its instances run. */
    private String made(FleetType type, int capacity) {
        String id = home.client.createFleet(fleet(type, capacity)).fleetId();
        settle(id);
        return id;
    }

    private void settle(String id) {
        home.ec2.tendFleets();
        members(id).forEach(each -> home.await(each, InstanceStateName.RUNNING));
        home.ec2.tendFleets();
    }

    private List<String> members(String id) {
        return home.client.describeFleetInstances(r -> r.fleetId(id)).activeInstances().stream()
                .map(ActiveInstance::instanceId)
                .toList();
    }

    private FleetData told(String id) {
        return home.client.describeFleets(r -> r.fleetIds(id)).fleets().getFirst();
    }

    private void capacity(String id, int capacity) {
        home.client.modifyFleet(
                r ->
                        r.fleetId(id)
                                .targetCapacitySpecification(t -> t.totalTargetCapacity(capacity)));
        settle(id);
    }

    private static void until(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    /** The machine ends, and its instance shows it. */
    private void kill(String id) {
        home.driver.exit(new MachineId(id), ExitCause.KILLED);
        until(() -> home.instance(id).state().name() != InstanceStateName.RUNNING);
    }

    @Test
    void aMaintainedFleetReplacesWhatIsLost() {
        String id = made(FleetType.MAINTAIN, 2);
        List<String> first = members(id);

        home.client.terminateInstances(r -> r.instanceIds(first.get(0)));
        home.await(first.get(0), InstanceStateName.TERMINATED);
        kill(first.get(1));
        settle(id);

        assertThat(first).hasSize(2);
        assertThat(members(id)).hasSize(2).doesNotContainAnyElementsOf(first);
        home.await(first.get(1), InstanceStateName.TERMINATED);
        assertThat(told(id).activityStatusAsString()).isEqualTo("fulfilled");
        assertThat(told(id).fulfilledCapacity()).isEqualTo(2);
        assertThat(home.instance(members(id).getFirst()).tags())
                .anyMatch(tag -> tag.key().equals("aws:ec2:fleet-id") && tag.value().equals(id));
    }

    @Test
    void whatItsUserStoppedIsReplacedAndKept() {
        String id = made(FleetType.MAINTAIN, 1);
        String first = members(id).getFirst();

        home.client.stopInstances(r -> r.instanceIds(first));
        home.await(first, InstanceStateName.STOPPED);
        home.ec2.tendFleets();

        assertThat(members(id)).hasSize(2).contains(first);
        assertThat(home.instance(first).state().name()).isEqualTo(InstanceStateName.STOPPED);
    }

    @Test
    void aRequestIsFulfilledOnce() {
        String id = made(FleetType.REQUEST, 1);
        String only = members(id).getFirst();

        home.client.terminateInstances(r -> r.instanceIds(only));
        home.await(only, InstanceStateName.TERMINATED);
        home.ec2.tendFleets();

        assertThat(members(id)).isEmpty();
        assertThat(told(id).activityStatusAsString()).isEqualTo("fulfilled");
        Home.refuses(
                "UnsupportedOperation",
                () ->
                        home.client.modifyFleet(
                                r ->
                                        r.fleetId(id)
                                                .targetCapacitySpecification(
                                                        t -> t.totalTargetCapacity(2))));
    }

    @Test
    void aMaintainedFleetGrowsAndShrinksAsItsTargetSays() {
        String id = made(FleetType.MAINTAIN, 1);
        String first = members(id).getFirst();

        capacity(id, 3);
        assertThat(members(id)).hasSize(3).contains(first);
        capacity(id, 1);
        assertThat(members(id)).containsExactly(first);
        capacity(id, 0);

        assertThat(members(id)).isEmpty();
        assertThat(
                        home.client
                                .describeFleetHistory(
                                        r ->
                                                r.fleetId(id)
                                                        .startTime(Instant.EPOCH)
                                                        .eventType("instance-change"))
                                .historyRecords())
                .extracting(each -> each.eventInformation().eventSubType())
                .containsExactly(
                        "launched",
                        "launched",
                        "launched",
                        "terminated",
                        "terminated",
                        "terminated");
    }

    @Test
    void aFleetGoesOnWhereTheServerLeftIt() throws IOException {
        String id = made(FleetType.MAINTAIN, 2);
        List<String> before = members(id);
        home.close();
        home = new Home(directory, home.driver, 20);
        home.ec2.tendFleets();

        assertThat(members(id)).isEqualTo(before);
        kill(before.getFirst());
        settle(id);
        assertThat(members(id)).hasSize(2).contains(before.get(1));
    }

    @Test
    void aLaunchThatFailsIsToldAndTriedAgainAfterARest() throws IOException {
        home.close();
        home = new Home(directory, home.driver, 1);
        String inTheWay = home.launch().instanceId();
        String id = made(FleetType.MAINTAIN, 1);
        home.client.terminateInstances(r -> r.instanceIds(inTheWay));
        home.await(inTheWay, InstanceStateName.TERMINATED);

        settle(id);
        assertThat(members(id)).isEmpty();
        assertThat(told(id).activityStatusAsString()).isEqualTo("error");
        assertThat(
                        home.client
                                .describeFleetHistory(
                                        r ->
                                                r.fleetId(id)
                                                        .startTime(Instant.EPOCH)
                                                        .eventType("service-error"))
                                .historyRecords())
                .singleElement()
                .asString()
                .contains("InstanceLimitExceeded");
        home.pass(Duration.ofSeconds(31));
        settle(id);
        assertThat(members(id)).hasSize(1);
    }

    @Test
    void anInstanceThatNeverRanIsReplacedAfterARest() {
        home.driver.failNext(new DriverFailureException("it burns", new IOException("smoke")));
        String id = home.client.createFleet(fleet(FleetType.MAINTAIN, 1)).fleetId();
        home.ec2.tendFleets();
        until(() -> members(id).isEmpty());

        home.ec2.tendFleets();
        assertThat(members(id)).isEmpty();
        home.pass(Duration.ofSeconds(31));
        settle(id);
        assertThat(members(id)).hasSize(1);
    }

    @Test
    void aDeletedFleetEndsItsInstancesOrLetsThemBe() {
        String ended = made(FleetType.MAINTAIN, 1);
        String left = made(FleetType.MAINTAIN, 1);
        String instanceOfEnded = members(ended).getFirst();
        String instanceOfLeft = members(left).getFirst();

        home.client.deleteFleets(r -> r.fleetIds(ended).terminateInstances(true));
        home.client.deleteFleets(r -> r.fleetIds(left).terminateInstances(false));
        home.ec2.tendFleets();
        home.await(instanceOfEnded, InstanceStateName.TERMINATED);
        home.ec2.tendFleets();

        assertThat(told(ended).fleetState()).isEqualTo(FleetStateCode.DELETED);
        assertThat(told(left).fleetState()).isEqualTo(FleetStateCode.DELETED_RUNNING);
        Instance still = home.instance(instanceOfLeft);
        assertThat(still.state().name()).isEqualTo(InstanceStateName.RUNNING);
        home.pass(Duration.ofHours(2));
        home.ec2.tendFleets();
        Home.refuses("InvalidFleetId.NotFound", () -> told(ended));
    }

    @Test
    void aTemplateThatIsNotThereIsSaidAtOnce() {
        home.client.deleteLaunchTemplate(r -> r.launchTemplateName("web"));

        Home.refuses(
                "InvalidLaunchTemplateName.NotFoundException",
                () -> home.client.createFleet(fleet(FleetType.MAINTAIN, 1)));
    }
}
