package dev.tule.ec2.type;

import dev.tule.compute.Architecture;
import dev.tule.compute.LaunchSpec;
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
            Filters.of(InstanceTypeInfo.builder(), InstanceTypeInfo.class)
                    .onMembers(
                            "auto-recovery-supported",
                            "bare-metal",
                            "burstable-performance-supported",
                            "current-generation",
                            "dedicated-hosts-supported",
                            "free-tier-eligible",
                            "hibernation-supported",
                            "hypervisor",
                            "instance-storage-supported",
                            "instance-type",
                            "memory-info.size-in-mib",
                            "nitro-enclaves-support",
                            "nitro-tpm-info.supported-versions",
                            "nitro-tpm-support",
                            "processor-info.supported-architecture",
                            "processor-info.supported-features",
                            "processor-info.sustained-clock-speed-in-ghz",
                            "reboot-migration-support",
                            "supported-boot-mode",
                            "supported-root-device-type",
                            "supported-usage-class",
                            "supported-virtualization-type")
                    .onPart(
                            "vcpu-info",
                            "v-cpu-info",
                            "default-cores",
                            "default-threads-per-core",
                            "default-vcpus",
                            "valid-cores",
                            "valid-threads-per-core")
                    .onPart(
                            "ebs-info",
                            "ebs-info",
                            "attachment-limit-type",
                            "ebs-optimized-support",
                            "encryption-support",
                            "maximum-ebs-attachments",
                            "nvme-support")
                    .onPart(
                            "ebs-info.ebs-optimized-info",
                            "ebs-info.ebs-optimized-info",
                            "baseline-bandwidth-in-mbps",
                            "baseline-iops",
                            "baseline-throughput-in-mbps",
                            "maximum-bandwidth-in-mbps",
                            "maximum-iops",
                            "maximum-throughput-in-mbps")
                    .onPart(
                            "instance-storage-info",
                            "instance-storage-info",
                            "disk.count",
                            "disk.size-in-gb",
                            "disk.type",
                            "encryption-support",
                            "nvme-support",
                            "total-size-in-gb")
                    .onPart(
                            "network-info",
                            "network-info",
                            "bandwidth-weightings",
                            "efa-info.maximum-efa-interfaces",
                            "efa-supported",
                            "ena-support",
                            "encryption-in-transit-supported",
                            "flexible-ena-queues-support",
                            "ipv4-addresses-per-interface",
                            "ipv6-addresses-per-interface",
                            "ipv6-supported",
                            "maximum-network-cards",
                            "maximum-network-interfaces",
                            "network-performance");
    private static final Filters<InstanceTypeOffering> OFFERING_FILTERS =
            Filters.of(InstanceTypeOffering.builder(), InstanceTypeOffering.class)
                    .onMembers("instance-type", "location");

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
                .supportedBootModesWithStrings(bootModes(type))
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
                .ebsInfo(
                        e ->
                                e.ebsOptimizedSupport("unsupported")
                                        .encryptionSupport("supported")
                                        .nvmeSupport("unsupported")
                                        .attachmentLimitType("dedicated")
                                        .maximumEbsAttachments(LaunchSpec.MOST_DISKS))
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

    /** PCs have a BIOS, and no UEFI; arm64 machines have neither. */
    private static List<String> bootModes(MachineType type) {
        return type.architecture() == Architecture.X86_64 ? List.of("legacy-bios") : List.of();
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
