package dev.tule.ec2.network;

import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Table;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The tables of the network. */
public final class NetworkTables {
    public static final Table<Vpc> VPCS = new Table<>(Kind.VPC, Vpc.class, Vpc::builder);

    /** By VPC: what Describe tells of it one by one, such as {@code enableDnsHostnames}. */
    public static final Table<DescribeVpcAttributeResponse> VPC_ATTRIBUTES =
            new Table<>(
                    "vpc-attributes",
                    DescribeVpcAttributeResponse.class,
                    DescribeVpcAttributeResponse::builder);

    public static final Table<Subnet> SUBNETS =
            new Table<>(Kind.SUBNET, Subnet.class, Subnet::builder);
    public static final Table<RouteTable> ROUTE_TABLES =
            new Table<>(Kind.ROUTE_TABLE, RouteTable.class, RouteTable::builder);
    public static final Table<InternetGateway> INTERNET_GATEWAYS =
            new Table<>(Kind.INTERNET_GATEWAY, InternetGateway.class, InternetGateway::builder);
    public static final Table<NatGateway> NAT_GATEWAYS =
            new Table<>(Kind.NAT_GATEWAY, NatGateway.class, NatGateway::builder);
    public static final Table<NetworkAcl> NETWORK_ACLS =
            new Table<>(Kind.NETWORK_ACL, NetworkAcl.class, NetworkAcl::builder);

    /** Without their permissions, which are made of {@link #RULES}. */
    public static final Table<SecurityGroup> GROUPS =
            new Table<>(Kind.SECURITY_GROUP, SecurityGroup.class, SecurityGroup::builder);

    public static final Table<SecurityGroupRule> RULES =
            new Table<>(
                    Kind.SECURITY_GROUP_RULE, SecurityGroupRule.class, SecurityGroupRule::builder);
    public static final Table<NetworkInterface> INTERFACES =
            new Table<>(Kind.NETWORK_INTERFACE, NetworkInterface.class, NetworkInterface::builder);

    /** Elastic addresses, by allocation id. */
    public static final Table<Address> ADDRESSES =
            new Table<>(Kind.ELASTIC_IP, Address.class, Address::builder);

    public static final Table<DhcpOptions> DHCP_OPTIONS =
            new Table<>(Kind.DHCP_OPTIONS, DhcpOptions.class, DhcpOptions::builder);
    public static final Table<FlowLog> FLOW_LOGS =
            new Table<>(Kind.FLOW_LOG, FlowLog.class, FlowLog::builder);

    private NetworkTables() {}
}
