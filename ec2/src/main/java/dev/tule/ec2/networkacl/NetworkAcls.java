package dev.tule.ec2.networkacl;

import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Network ACLs and the subnets that they stand before. Safe for use by many threads. */
public final class NetworkAcls {
    private static final int MOST_ACLS = 200;
    private static final Filters<NetworkAcl> FILTERS =
            Filters.of(NetworkAcl.builder(), NetworkAcl.class)
                    .onMember("default", "is-default")
                    .onMembers("network-acl-id", "owner-id", "vpc-id")
                    .onMembers(
                            "association.network-acl-id",
                            "association.subnet-id",
                            "entry.egress",
                            "entry.port-range.from",
                            "entry.port-range.to",
                            "entry.protocol",
                            "entry.rule-action",
                            "entry.rule-number")
                    .onMember(
                            "association.association-id", "association.network-acl-association-id")
                    .onMember("entry.cidr", "entries.cidr-block")
                    .onMember("entry.ipv6-cidr", "entries.ipv6-cidr-block")
                    .onPart("entry.icmp", "entries.icmp-type-code", "code", "type");
    private static final Inquiry.Shape<NetworkAcl> SHAPE =
            new Inquiry.Shape<>(
                    NetworkAcl::networkAclId, (acl, tags) -> acl.toBuilder().tags(tags).build());

    private final Network network;

    public NetworkAcls(Network network) {
        this.network = network;
    }

    CreateNetworkAclResponse create(CreateNetworkAclRequest request) {
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.NETWORK_ACL);
        NetworkAcl made =
                network.transact(
                        rows -> {
                            String vpcId = NetworkTables.VPCS.get(rows, request.vpcId()).vpcId();
                            long present =
                                    NetworkTables.NETWORK_ACLS.all(rows).values().stream()
                                            .filter(each -> each.vpcId().equals(vpcId))
                                            .count();
                            if (present >= MOST_ACLS) {
                                throw Faults.of(
                                        "NetworkAclLimitExceeded",
                                        "The maximum number of network ACLs has been reached.");
                            }
                            NetworkAcl acl = network.foundation().layAcl(rows, vpcId, false);
                            TagRows.put(rows, acl.networkAclId(), tags);
                            return acl;
                        });
        return CreateNetworkAclResponse.builder()
                .networkAcl(made.toBuilder().tags(tags).build())
                .build();
    }

    DescribeNetworkAclsResponse describe(DescribeNetworkAclsRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.networkAclIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<NetworkAcl> page =
                network.read(rows -> asked.of(rows, NetworkTables.NETWORK_ACLS, FILTERS, SHAPE));
        return DescribeNetworkAclsResponse.builder()
                .networkAcls(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteNetworkAclResponse delete(DeleteNetworkAclRequest request) {
        String id = request.networkAclId();
        network.change(
                rows -> {
                    NetworkAcl acl = NetworkTables.NETWORK_ACLS.get(rows, id);
                    if (acl.isDefault()) {
                        throw Faults.invalidValue("cannot delete default network ACL " + id);
                    }
                    if (!acl.associations().isEmpty()) {
                        throw Faults.of(
                                "DependencyViolation",
                                "The networkAcl '%s' has dependencies and cannot be deleted."
                                        .formatted(id));
                    }
                    NetworkTables.NETWORK_ACLS.delete(rows, id);
                });
        return DeleteNetworkAclResponse.builder().build();
    }

    ReplaceNetworkAclAssociationResponse replace(ReplaceNetworkAclAssociationRequest request) {
        String made =
                network.transact(
                        rows -> {
                            NetworkAcl to =
                                    NetworkTables.NETWORK_ACLS.get(rows, request.networkAclId());
                            String subnet = remove(rows, request.associationId(), to.vpcId());
                            NetworkAcl now =
                                    NetworkTables.NETWORK_ACLS.get(rows, to.networkAclId());
                            NetworkAclAssociation association =
                                    network.foundation().aclAssociation(now.networkAclId(), subnet);
                            List<NetworkAclAssociation> all = new ArrayList<>(now.associations());
                            all.add(association);
                            put(rows, now, all);
                            return association.networkAclAssociationId();
                        });
        return ReplaceNetworkAclAssociationResponse.builder().newAssociationId(made).build();
    }

    /** Takes an association out of its ACL, and tells which subnet it was about. */
    private static String remove(Transaction rows, String associationId, String vpcId) {
        for (NetworkAcl acl : NetworkTables.NETWORK_ACLS.all(rows).values()) {
            for (NetworkAclAssociation each : acl.associations()) {
                if (each.networkAclAssociationId().equals(associationId)) {
                    if (!acl.vpcId().equals(vpcId)) {
                        throw Faults.invalidValue(
                                "The network ACL and the subnet belong to different networks");
                    }
                    List<NetworkAclAssociation> left = new ArrayList<>(acl.associations());
                    left.remove(each);
                    put(rows, acl, left);
                    return each.subnetId();
                }
            }
        }
        throw Kind.NETWORK_ACL_ASSOCIATION.notFound(associationId);
    }

    private static void put(
            Transaction rows, NetworkAcl acl, List<NetworkAclAssociation> associations) {
        NetworkTables.NETWORK_ACLS.put(
                rows, acl.networkAclId(), acl.toBuilder().associations(associations).build());
    }
}
