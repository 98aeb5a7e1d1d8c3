package dev.tule.ec2.vpc;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyResponse;

/** The actions on VPCs, subnets and DHCP options. */
public interface VpcActions extends Actions {
    Vpcs vpcs();

    Subnets subnets();

    DhcpOptionSets dhcpOptionSets();

    @Override
    default CreateVpcResponse createVpc(CreateVpcRequest request) {
        return Actions.act(request, vpcs()::create);
    }

    @Override
    default CreateDefaultVpcResponse createDefaultVpc(CreateDefaultVpcRequest request) {
        return Actions.act(request, vpcs()::createDefault);
    }

    @Override
    default DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
        return Actions.act(request, vpcs()::describe);
    }

    @Override
    default DeleteVpcResponse deleteVpc(DeleteVpcRequest request) {
        return Actions.act(request, vpcs()::delete);
    }

    @Override
    default DescribeVpcAttributeResponse describeVpcAttribute(DescribeVpcAttributeRequest request) {
        return Actions.act(request, vpcs()::describeAttribute);
    }

    @Override
    default ModifyVpcAttributeResponse modifyVpcAttribute(ModifyVpcAttributeRequest request) {
        return Actions.act(request, vpcs()::modifyAttribute);
    }

    @Override
    default ModifyVpcTenancyResponse modifyVpcTenancy(ModifyVpcTenancyRequest request) {
        return Actions.act(request, vpcs()::modifyTenancy);
    }

    @Override
    default CreateSubnetResponse createSubnet(CreateSubnetRequest request) {
        return Actions.act(request, subnets()::create);
    }

    @Override
    default CreateDefaultSubnetResponse createDefaultSubnet(CreateDefaultSubnetRequest request) {
        return Actions.act(request, subnets()::createDefault);
    }

    @Override
    default DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        return Actions.act(request, subnets()::describe);
    }

    @Override
    default ModifySubnetAttributeResponse modifySubnetAttribute(
            ModifySubnetAttributeRequest request) {
        return Actions.act(request, subnets()::modify);
    }

    @Override
    default DeleteSubnetResponse deleteSubnet(DeleteSubnetRequest request) {
        return Actions.act(request, subnets()::delete);
    }

    @Override
    default CreateDhcpOptionsResponse createDhcpOptions(CreateDhcpOptionsRequest request) {
        return Actions.act(request, dhcpOptionSets()::create);
    }

    @Override
    default DescribeDhcpOptionsResponse describeDhcpOptions(DescribeDhcpOptionsRequest request) {
        return Actions.act(request, dhcpOptionSets()::describe);
    }

    @Override
    default AssociateDhcpOptionsResponse associateDhcpOptions(AssociateDhcpOptionsRequest request) {
        return Actions.act(request, dhcpOptionSets()::associate);
    }

    @Override
    default DeleteDhcpOptionsResponse deleteDhcpOptions(DeleteDhcpOptionsRequest request) {
        return Actions.act(request, dhcpOptionSets()::delete);
    }
}
