package dev.tule.ec2.spot;

import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.type.TypeCatalogue;
import dev.tule.ec2.type.TypeCatalogue.MachineType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.RIProductDescription;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/**
 * Prices of Tule's own, by which programs can choose: 0.005 dollars an hour for a processor and
 * 0.001 for a GiB of memory, for ever. Safe for use by many threads.
 */
public final class SpotPrices {
    private static final Filters<SpotPrice> FILTERS =
            Filters.of(SpotPrice.builder(), SpotPrice.class)
                    .onMembers(
                            "availability-zone",
                            "availability-zone-id",
                            "instance-type",
                            "product-description",
                            "spot-price",
                            "timestamp");
    private static final List<String> PRODUCTS =
            List.of(RIProductDescription.LINUX_UNIX.toString(), "Linux/UNIX (Amazon VPC)");

    private final Place place;

    public SpotPrices(Place place) {
        this.place = place;
    }

    /** In dollars an hour, as AWS writes it. */
    static String of(MachineType type) {
        double price = 0.005 * type.vcpus() + 0.001 * type.memoryMib() / 1024;
        return String.format(Locale.ROOT, "%.6f", price);
    }

    /** The price has always been what it is: there is one entry for each type and zone. */
    DescribeSpotPriceHistoryResponse describe(DescribeSpotPriceHistoryRequest request) {
        List<String> types = request.instanceTypesAsStrings();
        List<String> products = request.productDescriptions();
        boolean linux = products.isEmpty() || products.stream().anyMatch(PRODUCTS::contains);
        List<SpotPrice> found =
                TypeCatalogue.all().values().stream()
                        .filter(_ -> linux)
                        .filter(type -> types.isEmpty() || types.contains(type.name()))
                        .flatMap(type -> place.zones().stream().map(zone -> price(type, zone)))
                        .filter(
                                each ->
                                        request.availabilityZone() == null
                                                || request.availabilityZone()
                                                        .equals(each.availabilityZone()))
                        .filter(FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        Listing<SpotPrice> page =
                Listing.of(
                        found,
                        each -> each.instanceTypeAsString() + " " + each.availabilityZone(),
                        request.maxResults(),
                        request.nextToken());
        return DescribeSpotPriceHistoryResponse.builder()
                .spotPriceHistory(page.items())
                .nextToken(page.nextToken() == null ? "" : page.nextToken())
                .build();
    }

    private SpotPrice price(MachineType type, String zone) {
        return SpotPrice.builder()
                .availabilityZoneId(place.zoneId(zone))
                .instanceType(type.name())
                .availabilityZone(zone)
                .productDescription(RIProductDescription.LINUX_UNIX)
                .spotPrice(of(type))
                .timestamp(Instant.EPOCH)
                .build();
    }
}
