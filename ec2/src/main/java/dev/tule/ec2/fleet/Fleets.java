package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetInstance;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFleetErrorItem;
import software.amazon.awssdk.services.ec2.model.DeleteFleetSuccessItem;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetError;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsInstances;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsResponse;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycle;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.TargetCapacitySpecification;

/** Instant fleets. Safe for use by many threads. */
public final class Fleets {
    private static final Table<FleetData> ROWS =
            new Table<>(Kind.FLEET, FleetData.class, FleetData::builder);
    private static final Filters<FleetData> FILTERS =
            new Filters<FleetData>()
                    .on("activity-status", FleetData::activityStatusAsString)
                    .on("fleet-state", FleetData::fleetStateAsString)
                    .on("type", FleetData::typeAsString);

    private final Place place;
    private final Function<RunInstancesRequest, RunInstancesResponse> run;
    private final Consumer<List<String>> terminate;

    /**
     * @param terminate ends instances by their identifiers; those that are gone do no harm
     */
    public Fleets(
            Place place,
            Function<RunInstancesRequest, RunInstancesResponse> run,
            Consumer<List<String>> terminate) {
        this.place = place;
        this.run = run;
        this.terminate = terminate;
    }

    /** What became of a fleet's launches. */
    private static final class Outcome {
        private final List<CreateFleetInstance> instances = new ArrayList<>();
        private final List<CreateFleetError> errors = new ArrayList<>();
        private double fulfilled;
    }

    CreateFleetResponse create(CreateFleetRequest request) {
        FleetPlan plan = FleetPlan.of(request);
        List<Tag> tags =
                TagRows.asked(
                        request.tagSpecifications(),
                        Kind.FLEET,
                        List.of(Kind.FLEET, Kind.INSTANCE, Kind.VOLUME));
        String id = place.newId(Kind.FLEET);
        // The row is there before the first instance, so that whoever looks finds both.
        Optional<String> earlier =
                place.transact(
                        rows -> {
                            Optional<String> made =
                                    ClientTokens.made(
                                            rows, request, request.clientToken(), place.now());
                            if (made.isEmpty()) {
                                ROWS.put(rows, id, row(id, request, plan));
                                TagRows.put(rows, id, tags);
                                ClientTokens.note(
                                        rows, request, request.clientToken(), id, place.now());
                            }
                            return made;
                        });
        if (earlier.isPresent()) {
            return answer(place.read(rows -> ROWS.get(rows, earlier.get())));
        }
        Outcome onDemand = new Outcome();
        Outcome spot = new Outcome();
        fill(request, plan, InstanceLifecycle.ON_DEMAND, onDemand);
        fill(request, plan, InstanceLifecycle.SPOT, spot);
        return answer(place.transact(rows -> settled(rows, id, plan, onDemand, spot)));
    }

    private FleetData row(String id, CreateFleetRequest request, FleetPlan plan) {
        return FleetData.builder()
                .fleetId(id)
                .type("instant")
                .fleetState("active")
                .activityStatus("pending_fulfillment")
                .createTime(place.now())
                .clientToken(request.clientToken())
                .fulfilledCapacity(0.0)
                .fulfilledOnDemandCapacity(0.0)
                .targetCapacitySpecification(
                        ModelCopy.into(
                                        TargetCapacitySpecification.builder(),
                                        request.targetCapacitySpecification())
                                .onDemandTargetCapacity(plan.onDemand())
                                .spotTargetCapacity(plan.spot())
                                .build())
                .build();
    }

    /** Launches from one pool after the other until there is as much as is wanted. */
    private void fill(
            CreateFleetRequest request, FleetPlan plan, InstanceLifecycle kind, Outcome outcome) {
        double wanted = kind == InstanceLifecycle.SPOT ? plan.spot() : plan.onDemand();
        for (FleetPlan.Pool pool : plan.pools()) {
            int count = pool.instances(wanted - outcome.fulfilled);
            if (count < 1) {
                return;
            }
            try {
                List<Instance> made = run.apply(launch(request, pool, kind, count)).instances();
                outcome.fulfilled += made.size() * pool.weight();
                outcome.instances.add(
                        CreateFleetInstance.builder()
                                .launchTemplateAndOverrides(pool.told())
                                .lifecycle(kind)
                                .instanceType(made.getFirst().instanceType())
                                .instanceIds(made.stream().map(Instance::instanceId).toList())
                                .build());
            } catch (AwsServiceException e) {
                outcome.errors.add(
                        CreateFleetError.builder()
                                .launchTemplateAndOverrides(pool.told())
                                .lifecycle(kind)
                                .errorCode(e.awsErrorDetails().errorCode())
                                .errorMessage(e.awsErrorDetails().errorMessage())
                                .build());
            }
        }
    }

    private static RunInstancesRequest launch(
            CreateFleetRequest request, FleetPlan.Pool pool, InstanceLifecycle kind, int count) {
        FleetLaunchTemplateSpecification template = pool.told().launchTemplateSpecification();
        FleetLaunchTemplateOverrides overrides = pool.told().overrides();
        RunInstancesRequest.Builder launch =
                RunInstancesRequest.builder()
                        .launchTemplate(
                                t ->
                                        t.launchTemplateId(template.launchTemplateId())
                                                .launchTemplateName(template.launchTemplateName())
                                                .version(template.version()))
                        .minCount(1)
                        .maxCount(count)
                        .instanceType(overrides.instanceType())
                        .imageId(overrides.imageId())
                        .subnetId(overrides.subnetId());
        List<TagSpecification> tags =
                request.tagSpecifications().stream()
                        .filter(each -> each.resourceType() != ResourceType.FLEET)
                        .toList();
        if (!tags.isEmpty()) {
            launch.tagSpecifications(tags);
        }
        if (overrides.availabilityZone() != null) {
            launch.placement(p -> p.availabilityZone(overrides.availabilityZone()));
        }
        if (kind == InstanceLifecycle.SPOT) {
            launch.instanceMarketOptions(m -> m.marketType("spot"));
        }
        return launch.build();
    }

    private static FleetData settled(
            dev.tule.store.Transaction rows,
            String id,
            FleetPlan plan,
            Outcome onDemand,
            Outcome spot) {
        List<CreateFleetInstance> instances = new ArrayList<>(onDemand.instances);
        instances.addAll(spot.instances);
        List<CreateFleetError> errors = new ArrayList<>(onDemand.errors);
        errors.addAll(spot.errors);
        boolean whole = onDemand.fulfilled >= plan.onDemand() && spot.fulfilled >= plan.spot();
        FleetData settled =
                ROWS.get(rows, id).toBuilder()
                        .activityStatus(whole ? "fulfilled" : "error")
                        .fulfilledCapacity(onDemand.fulfilled + spot.fulfilled)
                        .fulfilledOnDemandCapacity(onDemand.fulfilled)
                        .instances(
                                instances.stream()
                                        .map(
                                                each ->
                                                        ModelCopy.into(
                                                                        DescribeFleetsInstances
                                                                                .builder(),
                                                                        each)
                                                                .build())
                                        .toList())
                        .errors(
                                errors.stream()
                                        .map(
                                                each ->
                                                        ModelCopy.into(
                                                                        DescribeFleetError
                                                                                .builder(),
                                                                        each)
                                                                .build())
                                        .toList())
                        .build();
        ROWS.put(rows, id, settled);
        for (CreateFleetInstance each : instances) {
            for (String instance : each.instanceIds()) {
                TagRows.mark(rows, instance, "aws:ec2:fleet-id", id);
            }
        }
        return settled;
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

    DescribeFleetsResponse describe(DescribeFleetsRequest request) {
        return place.read(
                rows -> {
                    request.fleetIds().forEach(id -> ROWS.get(rows, Kind.FLEET.check(id)));
                    Tagged tags = Tagged.read(rows);
                    List<FleetData> found =
                            ROWS.all(rows).values().stream()
                                    // Instant fleets are shown to those who know their names.
                                    .filter(each -> request.fleetIds().contains(each.fleetId()))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    each -> tags.of(each.fleetId())))
                                    .map(
                                            each ->
                                                    each.toBuilder()
                                                            .tags(tags.models(each.fleetId()))
                                                            .build())
                                    .toList();
                    Listing<FleetData> page =
                            Listing.of(
                                    found,
                                    FleetData::fleetId,
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeFleetsResponse.builder()
                            .fleets(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    DeleteFleetsResponse delete(DeleteFleetsRequest request) {
        if (!Boolean.TRUE.equals(request.terminateInstances())) {
            throw Faults.invalidValue("Instant fleets are deleted with TerminateInstances");
        }
        List<DeleteFleetSuccessItem> deleted = new ArrayList<>();
        List<DeleteFleetErrorItem> failed = new ArrayList<>();
        for (String id : request.fleetIds()) {
            Optional<FleetData> fleet = place.read(rows -> ROWS.find(rows, id));
            if (fleet.isEmpty()) {
                failed.add(
                        DeleteFleetErrorItem.builder()
                                .fleetId(id)
                                .error(
                                        e ->
                                                e.code("fleetIdDoesNotExist")
                                                        .message("There is no fleet " + id))
                                .build());
                continue;
            }
            terminate.accept(
                    fleet.get().instances().stream()
                            .flatMap(each -> each.instanceIds().stream())
                            .toList());
            place.transact(
                    rows -> {
                        ROWS.delete(rows, id);
                        return null;
                    });
            deleted.add(
                    DeleteFleetSuccessItem.builder()
                            .fleetId(id)
                            .previousFleetState(fleet.get().fleetState())
                            .currentFleetState("deleted_terminating")
                            .build());
        }
        return DeleteFleetsResponse.builder()
                .successfulFleetDeletions(deleted)
                .unsuccessfulFleetDeletions(failed)
                .build();
    }
}
