package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Tagged;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.ActiveInstance;
import software.amazon.awssdk.services.ec2.model.DescribeFleetHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetHistoryResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsResponse;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.HistoryRecordEntry;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceHealthStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** What is told of fleets. Safe for use by many threads. */
final class FleetDescriptions {
    private static final Filters<FleetData> FILTERS =
            Filters.of(FleetData.builder(), FleetData.class)
                    .onMembers(
                            "activity-status",
                            "excess-capacity-termination-policy",
                            "fleet-state",
                            "replace-unhealthy-instances",
                            "type");
    private static final Filters<Instance> MEMBER_FILTERS =
            Filters.of(Instance.builder(), Instance.class).onMembers("instance-type");

    private final Place place;

    FleetDescriptions(Place place) {
        this.place = place;
    }

    DescribeFleetsResponse describe(DescribeFleetsRequest request) {
        return place.read(
                rows -> {
                    List<String> ids = request.fleetIds();
                    ids.forEach(id -> FleetRows.FLEETS.get(rows, Kind.FLEET.check(id)));
                    Tagged tags = Tagged.read(rows);
                    List<FleetData> found =
                            FleetRows.FLEETS.all(rows).values().stream()
                                    .filter(each -> isAsked(ids, each))
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

    /** Instant fleets are shown to those who know their names. */
    private static boolean isAsked(List<String> ids, FleetData fleet) {
        return ids.isEmpty() ? fleet.type() != FleetType.INSTANT : ids.contains(fleet.fleetId());
    }

    DescribeFleetInstancesResponse describeInstances(DescribeFleetInstancesRequest request) {
        String id = Kind.FLEET.check(Faults.require(request.fleetId(), "FleetId"));
        Listing<Instance> page =
                place.read(
                        rows -> {
                            requireKept(FleetRows.FLEETS.get(rows, id));
                            List<Instance> found =
                                    FleetRows.members(rows, id).stream()
                                            .sorted(Comparator.comparing(Instance::instanceId))
                                            .filter(
                                                    MEMBER_FILTERS.asked(
                                                            request.filters(), _ -> Map.of()))
                                            .toList();
                            return Listing.of(
                                    found,
                                    Instance::instanceId,
                                    request.maxResults(),
                                    request.nextToken());
                        });
        return DescribeFleetInstancesResponse.builder()
                .fleetId(id)
                .activeInstances(page.items().stream().map(FleetDescriptions::active).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void requireKept(FleetData fleet) {
        if (fleet.type() == FleetType.INSTANT) {
            throw Faults.of(
                    "UnsupportedOperation",
                    "Fleets of type instant are told by DescribeFleets alone");
        }
    }

    private static ActiveInstance active(Instance instance) {
        boolean well = instance.state().name() != InstanceStateName.STOPPED;
        return ActiveInstance.builder()
                .instanceId(instance.instanceId())
                .instanceType(instance.instanceTypeAsString())
                .spotInstanceRequestId(instance.spotInstanceRequestId())
                .instanceHealth(
                        well ? InstanceHealthStatus.HEALTHY : InstanceHealthStatus.UNHEALTHY)
                .build();
    }

    DescribeFleetHistoryResponse describeHistory(DescribeFleetHistoryRequest request) {
        String id = Kind.FLEET.check(Faults.require(request.fleetId(), "FleetId"));
        Instant from = Faults.require(request.startTime(), "StartTime");
        Listing<Map.Entry<String, HistoryRecordEntry>> page =
                place.read(
                        rows -> {
                            requireKept(FleetRows.FLEETS.get(rows, id));
                            return Listing.of(
                                    FleetRows.history(rows, id).entrySet().stream()
                                            .filter(
                                                    each ->
                                                            !each.getValue()
                                                                    .timestamp()
                                                                    .isBefore(from))
                                            .filter(
                                                    each ->
                                                            request.eventType() == null
                                                                    || each.getValue().eventType()
                                                                            == request.eventType())
                                            .toList(),
                                    Map.Entry::getKey,
                                    request.maxResults(),
                                    request.nextToken());
                        });
        return DescribeFleetHistoryResponse.builder()
                .fleetId(id)
                .startTime(from)
                .lastEvaluatedTime(place.now())
                .historyRecords(page.items().stream().map(Map.Entry::getValue).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
