package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.template.LaunchTemplates;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetInstance;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFleetErrorCode;
import software.amazon.awssdk.services.ec2.model.DeleteFleetErrorItem;
import software.amazon.awssdk.services.ec2.model.DeleteFleetSuccessItem;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetError;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsInstances;
import software.amazon.awssdk.services.ec2.model.FleetActivityStatus;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfig;
import software.amazon.awssdk.services.ec2.model.FleetStateCode;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycle;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyFleetRequest;
import software.amazon.awssdk.services.ec2.model.ModifyFleetResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Fleets. Safe for use by many threads. */
public final class Fleets {
    private final Place place;
    private final FleetLauncher launcher;
    private final FleetKeeper keeper;
    private final FleetDescriptions descriptions;
    private final Consumer<List<String>> terminate;

    /**
     * @param terminate ends instances by their identifiers; those that are gone do no harm
     */
    public Fleets(Place place, Launches launches, Consumer<List<String>> terminate) {
        this.place = place;
        this.launcher = new FleetLauncher(launches);
        this.keeper = new FleetKeeper(place, launcher, terminate);
        this.descriptions = new FleetDescriptions(place);
        this.terminate = terminate;
    }

    FleetDescriptions descriptions() {
        return descriptions;
    }

    /** Brings the fleets that are to be kept up nearer to what they are to be. */
    public void tend() {
        keeper.tend();
    }

    CreateFleetResponse create(CreateFleetRequest request) {
        FleetData wanted = FleetSpecification.of(request);
        FleetPlan plan = FleetPlan.of(wanted);
        boolean instant = wanted.type() == FleetType.INSTANT;
        List<Tag> tags =
                TagRows.asked(
                        request.tagSpecifications(),
                        Kind.FLEET,
                        instant
                                ? List.of(Kind.FLEET, Kind.INSTANCE, Kind.VOLUME)
                                : List.of(Kind.FLEET));
        String id = place.newId(Kind.FLEET);
        // The row is there before the first instance, so that whoever looks finds both.
        Optional<String> earlier =
                place.transact(
                        rows -> {
                            Optional<String> made =
                                    ClientTokens.made(
                                            rows, request, request.clientToken(), place.now());
                            if (made.isEmpty()) {
                                if (!instant) {
                                    requireTemplates(rows, wanted);
                                }
                                FleetRows.FLEETS.put(rows, id, begun(wanted, id));
                                TagRows.put(rows, id, tags);
                                ClientTokens.note(
                                        rows, request, request.clientToken(), id, place.now());
                            }
                            return made;
                        });
        if (earlier.isPresent()) {
            return answer(place.read(rows -> FleetRows.FLEETS.get(rows, earlier.get())));
        }
        if (!instant) {
            return CreateFleetResponse.builder().fleetId(id).build();
        }
        List<TagSpecification> ofMembers =
                request.tagSpecifications().stream()
                        .filter(each -> each.resourceType() != ResourceType.FLEET)
                        .toList();
        FleetLauncher.Outcome onDemand =
                launcher.launch(
                        id, plan.pools(), InstanceLifecycle.ON_DEMAND, plan.onDemand(), ofMembers);
        FleetLauncher.Outcome spot =
                launcher.launch(id, plan.pools(), InstanceLifecycle.SPOT, plan.spot(), ofMembers);
        return answer(place.transact(rows -> settled(rows, id, plan, onDemand, spot)));
    }

    private FleetData begun(FleetData wanted, String id) {
        return wanted.toBuilder()
                .fleetId(id)
                .fleetState(
                        wanted.type() == FleetType.INSTANT
                                ? FleetStateCode.ACTIVE
                                : FleetStateCode.SUBMITTED)
                .activityStatus(FleetActivityStatus.PENDING_FULFILLMENT)
                .createTime(place.now())
                .fulfilledCapacity(0.0)
                .fulfilledOnDemandCapacity(0.0)
                .build();
    }

    /** A template that isn't there would never be; better said at once. */
    private static void requireTemplates(Snapshot rows, FleetData fleet) {
        for (FleetLaunchTemplateConfig each : fleet.launchTemplateConfigs()) {
            var _ =
                    LaunchTemplates.merged(
                            rows,
                            RunInstancesRequest.builder()
                                    .launchTemplate(
                                            ModelCopy.into(
                                                            LaunchTemplateSpecification.builder(),
                                                            each.launchTemplateSpecification())
                                                    .build())
                                    .build());
        }
    }

    private static FleetData settled(
            Transaction rows,
            String id,
            FleetPlan plan,
            FleetLauncher.Outcome onDemand,
            FleetLauncher.Outcome spot) {
        boolean whole = onDemand.fulfilled() >= plan.onDemand() && spot.fulfilled() >= plan.spot();
        FleetData settled =
                FleetRows.FLEETS.get(rows, id).toBuilder()
                        .activityStatus(
                                whole ? FleetActivityStatus.FULFILLED : FleetActivityStatus.ERROR)
                        .fulfilledCapacity(onDemand.fulfilled() + spot.fulfilled())
                        .fulfilledOnDemandCapacity(onDemand.fulfilled())
                        .instances(
                                Stream.of(onDemand, spot)
                                        .flatMap(each -> each.instances().stream())
                                        .map(Fleets::told)
                                        .toList())
                        .errors(
                                Stream.of(onDemand, spot)
                                        .flatMap(each -> each.errors().stream())
                                        .map(Fleets::told)
                                        .toList())
                        .build();
        FleetRows.FLEETS.put(rows, id, settled);
        return settled;
    }

    private static DescribeFleetsInstances told(CreateFleetInstance made) {
        return ModelCopy.into(DescribeFleetsInstances.builder(), made).build();
    }

    private static DescribeFleetError told(CreateFleetError error) {
        return ModelCopy.into(DescribeFleetError.builder(), error).build();
    }

    private static CreateFleetResponse answer(FleetData fleet) {
        return CreateFleetResponse.builder()
                .fleetId(fleet.fleetId())
                .instances(
                        fleet.instances().stream()
                                .map(
                                        each ->
                                                ModelCopy.into(CreateFleetInstance.builder(), each)
                                                        .build())
                                .toList())
                .errors(
                        fleet.errors().stream()
                                .map(
                                        each ->
                                                ModelCopy.into(CreateFleetError.builder(), each)
                                                        .build())
                                .toList())
                .build();
    }

    ModifyFleetResponse modify(ModifyFleetRequest request) {
        String id = Kind.FLEET.check(Faults.require(request.fleetId(), "FleetId"));
        place.change(
                rows -> {
                    FleetData fleet = FleetRows.FLEETS.get(rows, id);
                    if (fleet.type() != FleetType.MAINTAIN) {
                        throw Faults.of(
                                "UnsupportedOperation",
                                "Only fleets of type maintain can be modified");
                    }
                    if (isDeleted(fleet)) {
                        throw Faults.incorrectState(
                                "Fleet %s is %s".formatted(id, fleet.fleetStateAsString()));
                    }
                    FleetData changed = changed(fleet, request);
                    var _ = FleetPlan.of(changed);
                    requireTemplates(rows, changed);
                    FleetRows.FLEETS.put(rows, id, changed);
                    FleetRows.noteState(rows, changed, place.now());
                });
        return ModifyFleetResponse.builder().returnValue(true).build();
    }

    private static boolean isDeleted(FleetData fleet) {
        return switch (fleet.fleetState()) {
            case DELETED, DELETED_RUNNING, DELETED_TERMINATING -> true;
            case SUBMITTED, ACTIVE, MODIFYING, FAILED, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    private static FleetData changed(FleetData fleet, ModifyFleetRequest request) {
        FleetData.Builder changed = fleet.toBuilder().fleetState(FleetStateCode.MODIFYING);
        if (request.targetCapacitySpecification() != null) {
            changed.targetCapacitySpecification(
                            FleetSpecification.target(
                                    request.targetCapacitySpecification(),
                                    fleet.type(),
                                    fleet.targetCapacitySpecification()))
                    .activityStatus(FleetActivityStatus.PENDING_FULFILLMENT);
        }
        if (request.excessCapacityTerminationPolicy() != null) {
            changed.excessCapacityTerminationPolicy(request.excessCapacityTerminationPolicy());
        }
        if (!request.launchTemplateConfigs().isEmpty()) {
            changed.launchTemplateConfigs(
                    FleetSpecification.configs(request.launchTemplateConfigs()));
        }
        if (request.context() != null) {
            changed.context(request.context());
        }
        return changed.build();
    }

    DeleteFleetsResponse delete(DeleteFleetsRequest request) {
        boolean terminates = Boolean.TRUE.equals(request.terminateInstances());
        List<DeleteFleetSuccessItem> deleted = new ArrayList<>();
        List<DeleteFleetErrorItem> failed = new ArrayList<>();
        for (String id : request.fleetIds()) {
            Optional<FleetData> fleet = place.read(rows -> FleetRows.FLEETS.find(rows, id));
            if (fleet.isEmpty()) {
                failed.add(
                        failure(
                                id,
                                DeleteFleetErrorCode.FLEET_ID_DOES_NOT_EXIST,
                                "There is no fleet " + id));
            } else if (isDeleted(fleet.get())
                    || (fleet.get().type() == FleetType.INSTANT && !terminates)) {
                failed.add(
                        failure(
                                id,
                                DeleteFleetErrorCode.FLEET_NOT_IN_DELETABLE_STATE,
                                isDeleted(fleet.get())
                                        ? "It is " + fleet.get().fleetStateAsString()
                                        : "Instant fleets are deleted with TerminateInstances"));
            } else {
                deleted.add(delete(fleet.get(), terminates));
            }
        }
        return DeleteFleetsResponse.builder()
                .successfulFleetDeletions(deleted)
                .unsuccessfulFleetDeletions(failed)
                .build();
    }

    private static DeleteFleetErrorItem failure(
            String id, DeleteFleetErrorCode code, String message) {
        return DeleteFleetErrorItem.builder()
                .fleetId(id)
                .error(e -> e.code(code).message(message))
                .build();
    }

    /** Those that are kept up end in steps; the instances of instant ones are ended now. */
    private DeleteFleetSuccessItem delete(FleetData fleet, boolean terminates) {
        String id = fleet.fleetId();
        FleetStateCode next =
                terminates ? FleetStateCode.DELETED_TERMINATING : FleetStateCode.DELETED_RUNNING;
        if (fleet.type() == FleetType.INSTANT) {
            terminate.accept(
                    fleet.instances().stream()
                            .flatMap(each -> each.instanceIds().stream())
                            .toList());
        }
        place.change(
                rows -> {
                    if (fleet.type() == FleetType.INSTANT) {
                        FleetRows.forget(rows, id);
                    } else {
                        FleetData changed =
                                FleetRows.FLEETS.get(rows, id).toBuilder().fleetState(next).build();
                        FleetRows.FLEETS.put(rows, id, changed);
                        FleetRows.noteState(rows, changed, place.now());
                    }
                });
        return DeleteFleetSuccessItem.builder()
                .fleetId(id)
                .previousFleetState(fleet.fleetState())
                .currentFleetState(next)
                .build();
    }
}
