package dev.tule.ec2.vpc;

import dev.tule.ec2.network.AddressRange;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Sets of DHCP options. Machines hear of a change when they next start. Safe for use by many
 * threads.
 */
public final class DhcpOptionSets {
    private static final Set<String> KNOWN = Set.of("domain-name", "domain-name-servers");

    /** Taken and shown, as programs set them beside others; DHCP here doesn't tell them. */
    private static final Set<String> KEPT =
            Set.of(
                    "ntp-servers",
                    "netbios-name-servers",
                    "netbios-node-type",
                    "ipv6-address-preferred-lease-time");

    private static final int MOST_SERVERS = 4;
    private static final Filters<DhcpOptions> FILTERS =
            Filters.of(DhcpOptions.builder(), DhcpOptions.class)
                    .onMembers("dhcp-options-id", "owner-id")
                    .onAll("key", DhcpOptionSets::keys)
                    .onAll("value", DhcpOptionSets::values);
    private static final Inquiry.Shape<DhcpOptions> SHAPE =
            new Inquiry.Shape<>(
                    DhcpOptions::dhcpOptionsId,
                    (options, tags) -> options.toBuilder().tags(tags).build());

    private final Network network;

    public DhcpOptionSets(Network network) {
        this.network = network;
    }

    private static List<String> keys(DhcpOptions options) {
        return options.dhcpConfigurations().stream().map(DhcpConfiguration::key).toList();
    }

    private static List<String> values(DhcpOptions options) {
        return options.dhcpConfigurations().stream()
                .flatMap(each -> each.values().stream())
                .map(AttributeValue::value)
                .toList();
    }

    CreateDhcpOptionsResponse create(CreateDhcpOptionsRequest request) {
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.DHCP_OPTIONS);
        List<DhcpConfiguration> configurations =
                request.dhcpConfigurations().stream().map(DhcpOptionSets::checked).toList();
        if (configurations.isEmpty()) {
            throw Faults.missing("DhcpConfiguration");
        }
        String id = network.place().newId(Kind.DHCP_OPTIONS);
        DhcpOptions made =
                DhcpOptions.builder()
                        .dhcpOptionsId(id)
                        .ownerId(network.place().account())
                        .dhcpConfigurations(configurations)
                        .build();
        network.change(
                rows -> {
                    NetworkTables.DHCP_OPTIONS.put(rows, id, made);
                    TagRows.put(rows, id, tags);
                });
        return CreateDhcpOptionsResponse.builder()
                .dhcpOptions(made.toBuilder().tags(tags).build())
                .build();
    }

    private static DhcpConfiguration checked(NewDhcpConfiguration asked) {
        String key = Faults.require(asked.key(), "DhcpConfiguration.Key");
        if (!KNOWN.contains(key) && !KEPT.contains(key)) {
            throw Faults.invalidValue(
                    "Value (%s) for parameter name is invalid. Unknown DHCP option".formatted(key));
        }
        // Several servers may stand in one value, between commas.
        List<String> values =
                asked.values().stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .toList();
        if (key.equals("domain-name-servers")) {
            if (values.size() > MOST_SERVERS) {
                throw Faults.invalidValue("At most four domain name servers can be given.");
            }
            values.stream()
                    .filter(each -> !each.equals("AmazonProvidedDNS"))
                    .forEach(AddressRange::address);
        }
        return DhcpConfiguration.builder()
                .key(key)
                .values(
                        values.stream()
                                .map(value -> AttributeValue.builder().value(value).build())
                                .toList())
                .build();
    }

    DescribeDhcpOptionsResponse describe(DescribeDhcpOptionsRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.dhcpOptionsIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<DhcpOptions> page =
                network.read(rows -> asked.of(rows, NetworkTables.DHCP_OPTIONS, FILTERS, SHAPE));
        return DescribeDhcpOptionsResponse.builder()
                .dhcpOptions(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    AssociateDhcpOptionsResponse associate(AssociateDhcpOptionsRequest request) {
        network.change(
                rows -> {
                    Vpc vpc = NetworkTables.VPCS.get(rows, request.vpcId());
                    String id =
                            request.dhcpOptionsId().equals("default")
                                    ? network.foundation().defaultDhcpOptions(rows)
                                    : NetworkTables.DHCP_OPTIONS
                                            .get(rows, request.dhcpOptionsId())
                                            .dhcpOptionsId();
                    NetworkTables.VPCS.put(
                            rows, vpc.vpcId(), vpc.toBuilder().dhcpOptionsId(id).build());
                });
        return AssociateDhcpOptionsResponse.builder().build();
    }

    DeleteDhcpOptionsResponse delete(DeleteDhcpOptionsRequest request) {
        String id = request.dhcpOptionsId();
        network.change(
                rows -> {
                    NetworkTables.DHCP_OPTIONS.get(rows, id);
                    boolean used =
                            NetworkTables.VPCS.all(rows).values().stream()
                                    .anyMatch(vpc -> vpc.dhcpOptionsId().equals(id));
                    if (used) {
                        throw Faults.of(
                                "DependencyViolation",
                                "The dhcpOptions '%s' has dependencies and cannot be deleted."
                                        .formatted(id));
                    }
                    NetworkTables.DHCP_OPTIONS.delete(rows, id);
                });
        return DeleteDhcpOptionsResponse.builder().build();
    }
}
