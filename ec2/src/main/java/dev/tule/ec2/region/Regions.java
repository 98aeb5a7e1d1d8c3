package dev.tule.ec2.region;

import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.RegionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** Regions, zones and the account's attributes. Safe for use by many threads. */
public final class Regions {
    private static final Filters<Region> REGION_FILTERS =
            Filters.of(Region.builder(), Region.class)
                    .onMembers("endpoint", "region-name", "opt-in-status");
    private static final Filters<AvailabilityZone> ZONE_FILTERS =
            Filters.of(AvailabilityZone.builder(), AvailabilityZone.class)
                    .onMembers(
                            "group-long-name", "group-name", "parent-zone-id", "parent-zone-name")
                    .onMember("message", "messages.message")
                    .onMembers(
                            "opt-in-status",
                            "region-name",
                            "state",
                            "zone-id",
                            "zone-name",
                            "zone-type");

    private final Place place;

    public Regions(Place place) {
        this.place = place;
    }

    DescribeRegionsResponse describe(DescribeRegionsRequest request) {
        for (String name : request.regionNames()) {
            RegionNames.check(name);
        }
        List<Region> found =
                RegionNames.ALL.stream()
                        .filter(
                                name ->
                                        request.regionNames().isEmpty()
                                                || request.regionNames().contains(name))
                        .map(Regions::region)
                        .filter(REGION_FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        return DescribeRegionsResponse.builder().regions(found).build();
    }

    private static Region region(String name) {
        return Region.builder()
                .regionName(name)
                .endpoint("ec2." + name + ".amazonaws.com")
                .optInStatus("opt-in-not-required")
                .build();
    }

    DescribeAvailabilityZonesResponse describeZones(DescribeAvailabilityZonesRequest request) {
        request.zoneNames().forEach(place::zone);
        List<AvailabilityZone> found =
                place.zones().stream()
                        .map(this::zone)
                        .filter(
                                zone ->
                                        request.zoneNames().isEmpty()
                                                || request.zoneNames().contains(zone.zoneName()))
                        .filter(
                                zone ->
                                        request.zoneIds().isEmpty()
                                                || request.zoneIds().contains(zone.zoneId()))
                        .filter(ZONE_FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        return DescribeAvailabilityZonesResponse.builder().availabilityZones(found).build();
    }

    private AvailabilityZone zone(String name) {
        return AvailabilityZone.builder()
                .zoneName(name)
                .zoneId(place.zoneId(name))
                .zoneType("availability-zone")
                .regionName(place.region())
                .groupName(place.region() + "-zg-1")
                .networkBorderGroup(place.region())
                .optInStatus("opt-in-not-required")
                .state("available")
                .messages(List.of())
                .build();
    }

    DescribeAccountAttributesResponse describeAccount(DescribeAccountAttributesRequest request) {
        Map<String, List<String>> known =
                Map.of("supported-platforms", List.of("VPC"), "max-instances", List.of("20"));
        List<AccountAttribute> found = new ArrayList<>();
        known.forEach(
                (name, values) -> {
                    if (request.attributeNames().isEmpty()
                            || request.attributeNamesAsStrings().contains(name)) {
                        found.add(attribute(name, values));
                    }
                });
        return DescribeAccountAttributesResponse.builder().accountAttributes(found).build();
    }

    private static AccountAttribute attribute(String name, List<String> values) {
        return AccountAttribute.builder()
                .attributeName(name)
                .attributeValues(
                        values.stream()
                                .map(
                                        value ->
                                                AccountAttributeValue.builder()
                                                        .attributeValue(value)
                                                        .build())
                                .toList())
                .build();
    }
}
