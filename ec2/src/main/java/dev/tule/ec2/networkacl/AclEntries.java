package dev.tule.ec2.networkacl;

import dev.tule.ec2.network.AddressRange;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.IcmpTypeCode;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryResponse;

/** The numbered entries of network ACLs. Safe for use by many threads. */
public final class AclEntries {
    private static final int LAST_NUMBER = 32_766;
    private static final int MOST_ENTRIES = 20;
    private static final Map<String, String> PROTOCOLS =
            Map.of("tcp", "6", "udp", "17", "icmp", "1", "icmpv6", "58", "all", "-1");

    private final Network network;

    public AclEntries(Network network) {
        this.network = network;
    }

    CreateNetworkAclEntryResponse create(CreateNetworkAclEntryRequest request) {
        NetworkAclEntry entry =
                entry(
                        NetworkAclEntry.builder()
                                .egress(request.egress())
                                .ruleNumber(request.ruleNumber())
                                .protocol(request.protocol())
                                .ruleAction(request.ruleActionAsString())
                                .cidrBlock(request.cidrBlock())
                                .ipv6CidrBlock(request.ipv6CidrBlock())
                                .portRange(request.portRange())
                                .icmpTypeCode(request.icmpTypeCode())
                                .build());
        network.change(
                rows -> {
                    NetworkAcl acl = NetworkTables.NETWORK_ACLS.get(rows, request.networkAclId());
                    if (acl.entries().stream().anyMatch(each -> isAt(each, entry))) {
                        throw Faults.of(
                                "NetworkAclEntryAlreadyExists",
                                "The network acl entry identified by %d already exists."
                                        .formatted(entry.ruleNumber()));
                    }
                    // The last entry of each direction is not counted.
                    if (acl.entries().stream()
                                    .filter(each -> each.egress().equals(entry.egress()))
                                    .count()
                            > MOST_ENTRIES) {
                        throw Faults.of(
                                "NetworkAclEntryLimitExceeded",
                                "The maximum number of network ACL entries has been reached.");
                    }
                    put(rows, acl, entry, true);
                });
        return CreateNetworkAclEntryResponse.builder().build();
    }

    ReplaceNetworkAclEntryResponse replace(ReplaceNetworkAclEntryRequest request) {
        NetworkAclEntry entry =
                entry(
                        NetworkAclEntry.builder()
                                .egress(request.egress())
                                .ruleNumber(request.ruleNumber())
                                .protocol(request.protocol())
                                .ruleAction(request.ruleActionAsString())
                                .cidrBlock(request.cidrBlock())
                                .ipv6CidrBlock(request.ipv6CidrBlock())
                                .portRange(request.portRange())
                                .icmpTypeCode(request.icmpTypeCode())
                                .build());
        network.change(
                rows -> {
                    NetworkAcl acl = NetworkTables.NETWORK_ACLS.get(rows, request.networkAclId());
                    require(acl, entry);
                    put(rows, acl, entry, true);
                });
        return ReplaceNetworkAclEntryResponse.builder().build();
    }

    DeleteNetworkAclEntryResponse delete(DeleteNetworkAclEntryRequest request) {
        NetworkAclEntry place =
                NetworkAclEntry.builder()
                        .egress(Faults.require(request.egress(), "Egress"))
                        .ruleNumber(checked(request.ruleNumber()))
                        .build();
        network.change(
                rows -> {
                    NetworkAcl acl = NetworkTables.NETWORK_ACLS.get(rows, request.networkAclId());
                    require(acl, place);
                    put(rows, acl, place, false);
                });
        return DeleteNetworkAclEntryResponse.builder().build();
    }

    private static void require(NetworkAcl acl, NetworkAclEntry entry) {
        if (acl.entries().stream().noneMatch(each -> isAt(each, entry))) {
            throw Faults.of(
                    "InvalidNetworkAclEntry.NotFound",
                    "The network acl entry identified by %d does not exist."
                            .formatted(entry.ruleNumber()));
        }
    }

    private static boolean isAt(NetworkAclEntry one, NetworkAclEntry other) {
        return one.ruleNumber().equals(other.ruleNumber()) && one.egress().equals(other.egress());
    }

    /** In the order of their numbers, as Describe shows them. */
    private static void put(
            Transaction rows, NetworkAcl acl, NetworkAclEntry entry, boolean present) {
        List<NetworkAclEntry> entries = new ArrayList<>(acl.entries());
        entries.removeIf(each -> isAt(each, entry));
        if (present) {
            entries.add(entry);
        }
        entries.sort(
                Comparator.comparing(NetworkAclEntry::egress, Comparator.reverseOrder())
                        .thenComparing(NetworkAclEntry::ruleNumber));
        NetworkTables.NETWORK_ACLS.put(
                rows, acl.networkAclId(), acl.toBuilder().entries(entries).build());
    }

    private static int checked(@Nullable Integer number) {
        int given = Faults.require(number, "RuleNumber");
        if (given < 1 || given > LAST_NUMBER) {
            throw Faults.invalidValue(
                    given, "ruleNumber", "A network ACL numbers its entries from 1 to 32766.");
        }
        return given;
    }

    private static NetworkAclEntry entry(NetworkAclEntry asked) {
        checked(asked.ruleNumber());
        Faults.require(asked.egress(), "Egress");
        String action = Faults.require(asked.ruleActionAsString(), "RuleAction");
        if (!Set.of("allow", "deny").contains(action)) {
            throw Faults.invalidValue(action, "ruleAction", "It is allow or deny.");
        }
        String protocol = protocol(Faults.require(asked.protocol(), "Protocol"));
        NetworkAclEntry.Builder entry = asked.toBuilder().protocol(protocol);
        if (asked.cidrBlock() == null) {
            Faults.require(asked.ipv6CidrBlock(), "CidrBlock");
        } else {
            entry.cidrBlock(AddressRange.of(asked.cidrBlock()).toString());
        }
        boolean ports = protocol.equals("6") || protocol.equals("17");
        boolean icmp = protocol.equals("1") || protocol.equals("58");
        if (ports) {
            check(Faults.require(asked.portRange(), "PortRange"));
        }
        if (icmp) {
            check(Faults.require(asked.icmpTypeCode(), "Icmp"));
        }
        return entry.portRange(ports ? asked.portRange() : null)
                .icmpTypeCode(icmp ? asked.icmpTypeCode() : null)
                .build();
    }

    private static void check(PortRange range) {
        Integer from = range.from();
        Integer to = range.to();
        if (from == null || to == null || from < 0 || to > 65_535 || from > to) {
            throw Faults.invalidValue("Invalid TCP/UDP port range (%s:%s)".formatted(from, to));
        }
    }

    private static void check(IcmpTypeCode range) {
        Integer type = range.type();
        Integer code = range.code();
        if (type == null || code == null || type < -1 || type > 255 || code < -1 || code > 255) {
            throw Faults.invalidValue(
                    "ICMP type (%s) or code (%s) is out of range".formatted(type, code));
        }
    }

    private static String protocol(String given) {
        String number = PROTOCOLS.getOrDefault(given.toLowerCase(Locale.ROOT), given);
        if (number.equals("-1")
                || (number.matches("[0-9]{1,3}") && Integer.parseInt(number) <= 255)) {
            return number;
        }
        throw Faults.invalidValue("Invalid value '%s' for IP protocol.".formatted(given));
    }
}
