package dev.tule.ec2.resource;

import dev.tule.aws.AwsFault;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A kind of resource: how its identifiers begin, what tags call it, and which errors say that there
 * is none (EC2 API Reference, "Error codes").
 */
public enum Kind {
    INSTANCE("i", "instance", "InvalidInstanceID", "The instance ID '%s' does not exist"),
    RESERVATION("r", "reservation", "InvalidReservationID", "The reservation '%s' does not exist"),
    IMAGE("ami", "image", "InvalidAMIID", "The image id '[%s]' does not exist"),
    VOLUME("vol", "volume", "InvalidVolume", "The volume '%s' does not exist."),
    SNAPSHOT("snap", "snapshot", "InvalidSnapshot", "The snapshot '%s' does not exist."),
    KEY_PAIR("key", "key-pair", "InvalidKeyPair", "The key pair '%s' does not exist"),
    LAUNCH_TEMPLATE(
            "lt",
            "launch-template",
            "InvalidLaunchTemplateId",
            "The specified launch template, with template ID %s, does not exist."),
    FLEET("fleet", "fleet", "InvalidFleetId", "The fleet ID '%s' does not exist"),
    SPOT_REQUEST(
            "sir",
            "spot-instances-request",
            "InvalidSpotInstanceRequestID",
            "The spot instance request ID '%s' does not exist"),
    IMPORT_IMAGE(
            "import-ami", "import-image-task", "InvalidConversionTaskId", "Task '%s' not found"),
    IMPORT_SNAPSHOT(
            "import-snap",
            "import-snapshot-task",
            "InvalidConversionTaskId",
            "Task '%s' not found"),
    EXPORT_IMAGE("export-ami", "export-image-task", "InvalidExportTaskID", "Task '%s' not found"),
    PLACEMENT_GROUP(
            "pg",
            "placement-group",
            "InvalidPlacementGroup",
            "The placement group '%s' is unknown."),
    PROFILE_ASSOCIATION(
            "iip-assoc",
            "iam-instance-profile-association",
            "InvalidAssociationID",
            "An invalid association-id of '%s' was given"),
    VPC("vpc", "vpc", "InvalidVpcID", "The vpc ID '%s' does not exist"),
    SUBNET("subnet", "subnet", "InvalidSubnetID", "The subnet ID '%s' does not exist"),
    SECURITY_GROUP(
            "sg", "security-group", "InvalidGroup", "The security group '%s' does not exist"),
    SECURITY_GROUP_RULE(
            "sgr",
            "security-group-rule",
            "InvalidSecurityGroupRuleId",
            "The security group rule ID '%s' does not exist"),
    ROUTE_TABLE(
            "rtb", "route-table", "InvalidRouteTableID", "The routeTable ID '%s' does not exist"),
    ROUTE_TABLE_ASSOCIATION(
            "rtbassoc",
            "route-table-association",
            "InvalidAssociationID",
            "The association ID '%s' does not exist"),
    INTERNET_GATEWAY(
            "igw",
            "internet-gateway",
            "InvalidInternetGatewayID",
            "The internetGateway ID '%s' does not exist"),
    EGRESS_ONLY_INTERNET_GATEWAY(
            "eigw",
            "egress-only-internet-gateway",
            "InvalidGatewayID",
            "The egressOnlyInternetGateway ID '%s' does not exist"),
    NAT_GATEWAY("nat", "natgateway", "NatGateway", "The Nat Gateway %s was not found"),
    NETWORK_INTERFACE(
            "eni",
            "network-interface",
            "InvalidNetworkInterfaceID",
            "The networkInterface ID '%s' does not exist"),
    NETWORK_INTERFACE_ATTACHMENT(
            "eni-attach",
            "network-interface-attachment",
            "InvalidAttachmentID",
            "The attachment '%s' does not exist"),
    ELASTIC_IP(
            "eipalloc",
            "elastic-ip",
            "InvalidAllocationID",
            "The allocation ID '%s' does not exist"),
    ELASTIC_IP_ASSOCIATION(
            "eipassoc",
            "elastic-ip-association",
            "InvalidAssociationID",
            "The association ID '%s' does not exist"),
    NETWORK_ACL(
            "acl", "network-acl", "InvalidNetworkAclID", "The networkAcl ID '%s' does not exist"),
    NETWORK_ACL_ASSOCIATION(
            "aclassoc",
            "network-acl-association",
            "InvalidAssociationID",
            "The association ID '%s' does not exist"),
    FLOW_LOG("fl", "vpc-flow-log", "InvalidFlowLogId", "Flow log %s does not exist."),
    DHCP_OPTIONS(
            "dopt", "dhcp-options", "InvalidDhcpOptionID", "The dhcpOption ID '%s' does not exist"),
    PREFIX_LIST(
            "pl", "prefix-list", "InvalidPrefixListID", "The prefix list ID '%s' does not exist"),
    VPC_ENDPOINT(
            "vpce",
            "vpc-endpoint",
            "InvalidVpcEndpointId",
            "The Vpc Endpoint Id '%s' does not exist"),
    VPC_PEERING_CONNECTION(
            "pcx",
            "vpc-peering-connection",
            "InvalidVpcPeeringConnectionID",
            "The vpcPeeringConnection ID '%s' does not exist"),
    VPC_CIDR_ASSOCIATION(
            "vpc-cidr-assoc",
            "vpc-cidr-block-association",
            "InvalidVpcCidrBlockAssociationID",
            "The vpc CIDR block association ID '%s' does not exist");

    private static final int RANDOM_BYTES = 9;
    private static final int DIGITS = 17;
    private static final Map<String, Kind> BY_PREFIX = new HashMap<>();
    private static final Pattern DIGITS_ONLY = Pattern.compile("[0-9a-f]{8}|[0-9a-f]{17}");

    static {
        for (Kind kind : values()) {
            BY_PREFIX.put(kind.prefix, kind);
        }
    }

    private final String prefix;
    private final String tagType;
    private final String errorPrefix;
    private final String absent;

    Kind(String prefix, String tagType, String errorPrefix, String absent) {
        this.prefix = prefix;
        this.tagType = tagType;
        this.errorPrefix = errorPrefix;
        this.absent = absent;
    }

    /** Of an identifier, without the hyphen: {@code vol}. */
    public String prefix() {
        return prefix;
    }

    /** What tag specifications and DescribeTags call it: {@code volume}. */
    public String tagType() {
        return tagType;
    }

    /** The kind that an identifier is of, by its prefix; it need not exist. */
    public static Optional<Kind> of(String id) {
        int end = id.lastIndexOf('-');
        return end < 1
                ? Optional.empty()
                : Optional.ofNullable(BY_PREFIX.get(id.substring(0, end)));
    }

    /** The kind of that name in a tag specification. */
    public static Optional<Kind> ofTagType(String type) {
        return List.of(values()).stream().filter(kind -> kind.tagType.equals(type)).findFirst();
    }

    /** A new identifier, of 17 hexadecimal digits (EC2 User Guide, "Resource IDs"). */
    public String newId(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return prefix + "-" + HexFormat.of().formatHex(bytes).substring(1, DIGITS + 1);
    }

    /** Passes on an identifier of this kind's form: that of today, or of eight digits. */
    public String check(String id) {
        if (id.startsWith(prefix + "-")
                && DIGITS_ONLY.matcher(id.substring(prefix.length() + 1)).matches()) {
            return id;
        }
        throw malformed(id);
    }

    /** That there is none of this identifier. */
    public AwsFault notFound(String id) {
        String code = this == NAT_GATEWAY ? "NatGatewayNotFound" : errorPrefix + ".NotFound";
        return AwsFault.of(code, 400, absent.formatted(id));
    }

    /** That no identifier of this kind looks like that. */
    public AwsFault malformed(String id) {
        String code = this == NAT_GATEWAY ? "NatGatewayMalformed" : malformedCode();
        return AwsFault.of(
                code, 400, "Invalid id: \"%s\" (expecting \"%s-...\")".formatted(id, prefix));
    }

    private String malformedCode() {
        return switch (this) {
            case VOLUME -> "InvalidVolumeID.Malformed";
            case SNAPSHOT -> "InvalidSnapshotID.Malformed";
            case SECURITY_GROUP -> "InvalidGroupId.Malformed";
            default -> errorPrefix + ".Malformed";
        };
    }
}
