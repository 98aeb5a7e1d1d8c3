package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsResponse;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Launches of many instances at once, and where they are placed. */
class FleetsTest {
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

    private static FleetLaunchTemplateOverridesRequest overrides(String type, double weight) {
        return FleetLaunchTemplateOverridesRequest.builder()
                .instanceType(type)
                .weightedCapacity(weight)
                .build();
    }

    private static Consumer<CreateFleetRequest.Builder> fleet(
            int capacity, FleetLaunchTemplateOverridesRequest... overrides) {
        FleetLaunchTemplateConfigRequest web =
                FleetLaunchTemplateConfigRequest.builder()
                        .launchTemplateSpecification(
                                s -> s.launchTemplateName("web").version("$Latest"))
                        .overrides(overrides)
                        .build();
        return r ->
                r.type(FleetType.INSTANT)
                        .targetCapacitySpecification(
                                t ->
                                        t.totalTargetCapacity(capacity)
                                                .spotTargetCapacity(1)
                                                .defaultTargetCapacityType("on-demand"))
                        .launchTemplateConfigs(web);
    }

    @Test
    void anInstantFleetIsAnsweredWithItsInstances() {
        CreateFleetResponse made = home.client.createFleet(fleet(3, overrides("t2.nano", 1)));

        assertThat(made.errors()).isEmpty();
        assertThat(made.instances())
                .extracting(each -> each.lifecycleAsString() + " " + each.instanceIds().size())
                .containsExactly("on-demand 2", "spot 1");
        String first = made.instances().getFirst().instanceIds().getFirst();
        Instance instance = home.await(first, InstanceStateName.RUNNING);
        assertThat(instance.instanceType()).isEqualTo(InstanceType.T2_NANO);
        assertThat(instance.tags())
                .anyMatch(
                        tag ->
                                tag.key().equals("aws:ec2:fleet-id")
                                        && tag.value().equals(made.fleetId()));
        home.client.deleteFleets(r -> r.fleetIds(made.fleetId()).terminateInstances(true));
        home.await(first, InstanceStateName.TERMINATED);
        Home.refuses(
                "InvalidFleetId.NotFound",
                () -> home.client.describeFleets(r -> r.fleetIds(made.fleetId())));
    }

    @Test
    void whatOnePoolLacksIsTakenFromAnotherAndTold() {
        CreateFleetResponse made =
                home.client.createFleet(
                        fleet(5, overrides("t4g.nano", 64), overrides("t2.nano", 2)));

        // Two units each: four of on-demand capacity and one of spot capacity.
        assertThat(made.errors())
                .extracting(error -> error.errorCode())
                .containsExactly("InvalidParameterValue", "InvalidParameterValue");
        assertThat(made.instances())
                .extracting(each -> each.instanceTypeAsString() + " " + each.instanceIds().size())
                .containsExactlyInAnyOrder("t2.nano 2", "t2.nano 1");
        DescribeFleetsResponse told = home.client.describeFleets(r -> r.fleetIds(made.fleetId()));
        assertThat(told.fleets().getFirst().activityStatusAsString()).isEqualTo("fulfilled");
        assertThat(told.fleets().getFirst().fulfilledCapacity()).isEqualTo(6);
    }

    private Consumer<RunInstancesRequest.Builder> inGroup(String name, int least, int most) {
        return r ->
                r.imageId("ami-d0f89fb9")
                        .instanceType("t1.micro")
                        .placement(p -> p.groupName(name))
                        .minCount(least)
                        .maxCount(most);
    }

    @Test
    void oneHostHasRoomForOneOfThoseThatAreToBeSpread() {
        home.client.createPlacementGroup(r -> r.groupName("apart").strategy("spread"));
        home.client.createPlacementGroup(r -> r.groupName("near").strategy("cluster"));

        Instance only = home.client.runInstances(inGroup("apart", 1, 3)).instances().getFirst();
        Home.refuses(
                "InsufficientInstanceCapacity",
                () -> home.client.runInstances(inGroup("apart", 1, 1)));
        assertThat(home.client.runInstances(inGroup("near", 2, 2)).instances())
                .allMatch(each -> each.placement().groupName().equals("near"));

        Home.refuses(
                "InvalidPlacementGroup.InUse",
                () -> home.client.deletePlacementGroup(r -> r.groupName("apart")));
        home.client.terminateInstances(r -> r.instanceIds(only.instanceId()));
        home.await(only.instanceId(), InstanceStateName.TERMINATED);
        home.client.deletePlacementGroup(r -> r.groupName("apart"));
        assertThat(home.client.describePlacementGroups(_ -> {}).placementGroups())
                .extracting(group -> group.groupName())
                .isEqualTo(List.of("near"));
        Home.refuses(
                "InvalidPlacementGroup.Unknown",
                () -> home.client.runInstances(inGroup("apart", 1, 1)));
    }
}
