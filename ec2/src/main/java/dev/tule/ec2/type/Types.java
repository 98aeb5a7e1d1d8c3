package dev.tule.ec2.type;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.type.TypeCatalogue.MachineType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** What instance types there are. Safe for use by many threads. */
public final class Types {
    private static final Filters<InstanceTypeInfo> FILTERS =
            new Filters<InstanceTypeInfo>()
                    .onNothing(
                            "ebs-info.nvme-support",
                            "instance-storage-info.disk.count",
                            "instance-storage-info.disk.type",
                            "network-info.network-performance",
                            "processor-info.sustained-clock-speed-in-ghz")
                    .on("auto-recovery-supported", InstanceTypeInfo::autoRecoverySupported)
                    .on("dedicated-hosts-supported", InstanceTypeInfo::dedicatedHostsSupported)
                    .on("hibernation-supported", InstanceTypeInfo::hibernationSupported)
                    .on(
                            "ebs-info.ebs-optimized-support",
                            info -> info.ebsInfo().ebsOptimizedSupportAsString())
                    .on(
                            "ebs-info.encryption-support",
                            info -> info.ebsInfo().encryptionSupportAsString())
                    .on("network-info.ena-support", info -> info.networkInfo().enaSupportAsString())
                    .on("network-info.ipv6-supported", info -> info.networkInfo().ipv6Supported())
                    .on("vcpu-info.default-cores", info -> info.vCpuInfo().defaultCores())
                    .on(
                            "vcpu-info.default-threads-per-core",
                            info -> info.vCpuInfo().defaultThreadsPerCore())
                    .on("instance-type", InstanceTypeInfo::instanceTypeAsString)
                    .on("current-generation", InstanceTypeInfo::currentGeneration)
                    .on("bare-metal", InstanceTypeInfo::bareMetal)
                    .on(
                            "burstable-performance-supported",
                            InstanceTypeInfo::burstablePerformanceSupported)
                    .on("free-tier-eligible", InstanceTypeInfo::freeTierEligible)
                    .on("hypervisor", InstanceTypeInfo::hypervisorAsString)
                    .on("instance-storage-supported", InstanceTypeInfo::instanceStorageSupported)
                    .on("memory-info.size-in-mib", info -> info.memoryInfo().sizeInMiB())
                    .on(
                            "network-info.maximum-network-interfaces",
                            info -> info.networkInfo().maximumNetworkInterfaces())
                    .on("vcpu-info.default-vcpus", info -> info.vCpuInfo().defaultVCpus())
                    .onAll(
                            "supported-usage-class",
                            InstanceTypeInfo::supportedUsageClassesAsStrings)
                    .onAll(
                            "supported-root-device-type",
                            InstanceTypeInfo::supportedRootDeviceTypesAsStrings)
                    .onAll(
                            "supported-virtualization-type",
                            InstanceTypeInfo::supportedVirtualizationTypesAsStrings)
                    .onAll(
                            "processor-info.supported-architecture",
                            info -> info.processorInfo().supportedArchitecturesAsStrings());
    private static final Filters<InstanceTypeOffering> OFFERING_FILTERS =
            new Filters<InstanceTypeOffering>()
                    .on("instance-type", InstanceTypeOffering::instanceTypeAsString)
                    .on("location", InstanceTypeOffering::location);

    private final Place place;

    public Types(Place place) {
        this.place = place;
    }

    DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
        List<String> asked = request.instanceTypesAsStrings();
        asked.forEach(Types::requireKnown);
        List<InstanceTypeInfo> found =
                TypeCatalogue.all().values().stream()
                        .filter(type -> asked.isEmpty() || asked.contains(type.name()))
                        .map(Types::info)
                        .filter(FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        Listing<InstanceTypeInfo> page =
                Listing.of(
                        found,
                        InstanceTypeInfo::instanceTypeAsString,
                        request.maxResults(),
                        request.nextToken());
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static void requireKnown(String name) {
        if (!TypeCatalogue.all().containsKey(name)) {
            throw Faults.of(
                    "InvalidInstanceType",
                    "The following supplied instance types do not exist: [" + name + "]");
        }
    }

    private static InstanceTypeInfo info(MachineType type) {
        return InstanceTypeInfo.builder()
                .instanceType(type.name())
                .currentGeneration(type.current())
                .freeTierEligible(List.of("t2.micro", "t3.micro").contains(type.name()))
                .supportedUsageClassesWithStrings("on-demand", "spot")
                .supportedRootDeviceTypesWithStrings("ebs")
                .supportedVirtualizationTypesWithStrings("hvm")
                .bareMetal(false)
                .hypervisor(type.hypervisor())
                .processorInfo(
                        p ->
                                p.supportedArchitecturesWithStrings(
                                        TypeCatalogue.nameOf(type.architecture())))
                .vCpuInfo(
                        v ->
                                v.defaultVCpus(type.vcpus())
                                        .defaultCores(type.vcpus())
                                        .defaultThreadsPerCore(1))
                .memoryInfo(m -> m.sizeInMiB((long) type.memoryMib()))
                .instanceStorageSupported(false)
                .ebsInfo(e -> e.ebsOptimizedSupport("unsupported").encryptionSupport("supported"))
                .networkInfo(
                        n ->
                                n.maximumNetworkInterfaces(type.mostInterfaces())
                                        .maximumNetworkCards(1)
                                        .defaultNetworkCardIndex(0)
                                        .ipv6Supported(false)
                                        .enaSupport("unsupported"))
                .burstablePerformanceSupported(type.isBurstable())
                .dedicatedHostsSupported(false)
                .autoRecoverySupported(false)
                .hibernationSupported(false)
                .build();
    }

    DescribeInstanceTypeOfferingsResponse describeOfferings(
            DescribeInstanceTypeOfferingsRequest request) {
        LocationType by =
                request.locationType() == null ? LocationType.REGION : request.locationType();
        List<String> locations =
                switch (by) {
                    case REGION -> List.of(place.region());
                    case AVAILABILITY_ZONE -> place.zones();
                    case AVAILABILITY_ZONE_ID -> place.zones().stream().map(place::zoneId).toList();
                    case OUTPOST, UNKNOWN_TO_SDK_VERSION -> List.of();
                };
        List<InstanceTypeOffering> found =
                TypeCatalogue.all().keySet().stream()
                        .flatMap(name -> locations.stream().map(at -> offering(name, by, at)))
                        .filter(OFFERING_FILTERS.asked(request.filters(), _ -> Map.of()))
                        .sorted(Comparator.comparing(Types::order))
                        .toList();
        Listing<InstanceTypeOffering> page =
                Listing.of(found, Types::order, request.maxResults(), request.nextToken());
        return DescribeInstanceTypeOfferingsResponse.builder()
                .instanceTypeOfferings(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static String order(InstanceTypeOffering offering) {
        return offering.instanceTypeAsString() + " " + offering.location();
    }

    private static InstanceTypeOffering offering(String type, LocationType by, String at) {
        return InstanceTypeOffering.builder()
                .instanceType(type)
                .locationType(by)
                .location(at)
                .build();
    }
}
