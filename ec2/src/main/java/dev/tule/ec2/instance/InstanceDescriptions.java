package dev.tule.ec2.instance;

import dev.tule.ec2.instance.InstanceView.Seen;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** DescribeInstances, with all its filters. */
final class InstanceDescriptions {
    /** Of an elastic or public address, a card's and each of its private addresses' alike. */
    private static final List<String> ASSOCIATION =
            List.of(
                    "allocation-id",
                    "association-id",
                    "carrier-ip",
                    "customer-owned-ip",
                    "ip-owner-id",
                    "public-dns-name",
                    "public-ip");

    private static final Filters<Seen> FILTERS = new Filters<>(Instance.builder(), Seen::instance);

    static {
        instance();
        options();
        disks();
        network();
        cards();
    }

    private final Place place;
    private final InstanceView view;

    InstanceDescriptions(Place place, InstanceView view) {
        this.place = place;
        this.view = view;
    }

    private static void instance() {
        FILTERS.onMembers(
                        "instance-id",
                        "image-id",
                        "instance-type",
                        "instance-lifecycle",
                        "architecture",
                        "client-token",
                        "hypervisor",
                        "key-name",
                        "launch-time",
                        "platform",
                        "platform-details",
                        "root-device-name",
                        "root-device-type",
                        "spot-instance-request-id",
                        "usage-operation",
                        "usage-operation-update-time",
                        "virtualization-type",
                        "kernel-id",
                        "ramdisk-id",
                        "outpost-arn",
                        "iam-instance-profile.arn",
                        "iam-instance-profile.id",
                        "operator.managed",
                        "operator.principal")
                .onMember("launch-index", "ami-launch-index")
                .onMember("product-code", "product-codes.product-code-id")
                .onMember("product-code.type", "product-codes.product-code-type")
                .onMember("availability-zone", "placement.availability-zone")
                .onMember("availability-zone-id", "placement.availability-zone-id")
                .onMember("placement-group-name", "placement.group-name")
                .onMember("placement-partition-number", "placement.partition-number")
                .onMember("tenancy", "placement.tenancy")
                .onMember("affinity", "placement.affinity")
                .onMember("host-id", "placement.host-id")
                .onMember("monitoring-state", "monitoring.state")
                .onMember("instance-state-name", "state.name")
                .onMember("instance-state-code", "state.code")
                .onMember("reason", "state-transition-reason")
                .onMember("state-reason-code", "state-reason.code")
                .onMember("state-reason-message", "state-reason.message")
                .on("owner-id", each -> each.reservation().ownerId())
                .on("requester-id", each -> each.reservation().requesterId())
                .on("reservation-id", each -> each.reservation().reservationId());
    }

    private static void options() {
        FILTERS.onMembers(
                        "boot-mode",
                        "current-instance-boot-mode",
                        "ebs-optimized",
                        "ena-support",
                        "tpm-support",
                        "capacity-reservation-id",
                        "enclave-options.enabled",
                        "hibernation-options.configured",
                        "maintenance-options.auto-recovery",
                        "network-performance-options.bandwidth-weighting",
                        "private-dns-name-options.enable-resource-name-dns-a-record",
                        "private-dns-name-options.enable-resource-name-dns-aaaa-record",
                        "private-dns-name-options.hostname-type")
                .onPart(
                        "metadata-options",
                        "metadata-options",
                        "http-endpoint",
                        "http-protocol-ipv6",
                        "http-put-response-hop-limit",
                        "http-tokens",
                        "instance-metadata-tags",
                        "state")
                // Version 4 of the Internet Protocol is what the service is there by.
                .onMember("metadata-options.http-protocol-ipv4", "metadata-options.http-endpoint")
                .onPart(
                        "capacity-reservation-specification",
                        "capacity-reservation-specification",
                        "capacity-reservation-preference",
                        "capacity-reservation-target.capacity-reservation-id",
                        "capacity-reservation-target.capacity-reservation-resource-group-arn");
    }

    private static void disks() {
        FILTERS.onMember("block-device-mapping.device-name", "block-device-mapping.device-name")
                .onPart(
                        "block-device-mapping",
                        "block-device-mappings.ebs",
                        "volume-id",
                        "status",
                        "attach-time",
                        "delete-on-termination");
    }

    private static void network() {
        FILTERS.onMembers(
                        "ipv6-address",
                        "private-dns-name",
                        "private-ip-address",
                        "source-dest-check",
                        "subnet-id",
                        "vpc-id")
                .onMember("dns-name", "public-dns-name")
                .onMember("ip-address", "public-ip-address")
                .onMember("group-id", "security-groups.group-id")
                .onMember("group-name", "security-groups.group-name")
                .onPart("instance", "security-groups", "group-id", "group-name");
    }

    private static void cards() {
        for (String part : ASSOCIATION) {
            onCard("association." + part, "association." + part);
            onCard("addresses.association." + part, "private-ip-addresses.association." + part);
        }
        for (String path :
                List.of(
                        "attachment.attach-time",
                        "attachment.attachment-id",
                        "attachment.delete-on-termination",
                        "attachment.device-index",
                        "attachment.instance-id",
                        "attachment.instance-owner-id",
                        "attachment.network-card-index",
                        "attachment.status",
                        "availability-zone",
                        "deny-all-igw-traffic",
                        "description",
                        "ipv4-prefixes.ipv4-prefix",
                        "ipv6-address",
                        "ipv6-addresses.ipv6-address",
                        "ipv6-addresses.is-primary-ipv6",
                        "ipv6-native",
                        "ipv6-prefixes.ipv6-prefix",
                        "mac-address",
                        "network-interface-id",
                        "operator.managed",
                        "operator.principal",
                        "outpost-arn",
                        "owner-id",
                        "private-dns-name",
                        "private-ip-address",
                        "public-dns-name",
                        "requester-id",
                        "requester-managed",
                        "source-dest-check",
                        "status",
                        "subnet-id",
                        "vpc-id")) {
            onCard(path, path);
        }
        for (String path : List.of("primary", "private-dns-name", "private-ip-address")) {
            onCard("addresses." + path, "private-ip-addresses." + path);
        }
        onCard("group-id", "groups.group-id");
        onCard("group-name", "groups.group-name");
        onCard("tag-key", "tag-set.key");
        onCard("tag-value", "tag-set.value");
    }

    private static void onCard(String name, String path) {
        FILTERS.onEach("network-interface." + name, NetworkInterface.builder(), Seen::cards, path);
    }

    /** Those that are meant: each that is named must be there. */
    static List<Seen> select(
            Snapshot rows, InstanceView view, List<String> ids, List<Filter> filters) {
        ids.forEach(id -> InstanceRows.get(rows, id));
        Set<String> named = Set.copyOf(ids);
        Predicate<Seen> wanted = FILTERS.asked(filters, Seen::tags);
        return view.all(rows, row -> named.isEmpty() || named.contains(row.instanceId())).stream()
                .filter(wanted)
                .toList();
    }

    DescribeInstancesResponse describe(DescribeInstancesRequest request) {
        if (request.maxResults() != null && !request.instanceIds().isEmpty()) {
            throw Faults.invalidCombination(
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        List<Seen> found =
                place.read(rows -> select(rows, view, request.instanceIds(), request.filters()));
        Listing<Seen> page =
                Listing.of(
                        found,
                        each -> each.instance().instanceId(),
                        request.maxResults(),
                        request.nextToken());
        Map<String, List<Seen>> launches = new LinkedHashMap<>();
        for (Seen each : page.items()) {
            launches.computeIfAbsent(each.reservation().reservationId(), _ -> new ArrayList<>())
                    .add(each);
        }
        return DescribeInstancesResponse.builder()
                .reservations(launches.values().stream().map(InstanceView::reservation).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
