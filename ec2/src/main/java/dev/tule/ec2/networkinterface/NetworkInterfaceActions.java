package dev.tule.ec2.networkinterface;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesResponse;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ResetNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesResponse;

/** The actions on network interfaces. */
public interface NetworkInterfaceActions extends Actions {
    NetworkInterfaces networkInterfaces();

    InterfaceAttributes interfaceAttributes();

    @Override
    default CreateNetworkInterfaceResponse createNetworkInterface(
            CreateNetworkInterfaceRequest request) {
        return Actions.act(request, networkInterfaces()::create);
    }

    @Override
    default DescribeNetworkInterfacesResponse describeNetworkInterfaces(
            DescribeNetworkInterfacesRequest request) {
        return Actions.act(request, networkInterfaces()::describe);
    }

    @Override
    default DeleteNetworkInterfaceResponse deleteNetworkInterface(
            DeleteNetworkInterfaceRequest request) {
        return Actions.act(request, networkInterfaces()::delete);
    }

    @Override
    default AttachNetworkInterfaceResponse attachNetworkInterface(
            AttachNetworkInterfaceRequest request) {
        return Actions.act(request, networkInterfaces()::attach);
    }

    @Override
    default DetachNetworkInterfaceResponse detachNetworkInterface(
            DetachNetworkInterfaceRequest request) {
        return Actions.act(request, networkInterfaces()::detach);
    }

    @Override
    default AssignPrivateIpAddressesResponse assignPrivateIpAddresses(
            AssignPrivateIpAddressesRequest request) {
        return Actions.act(request, networkInterfaces().secondary()::assign);
    }

    @Override
    default UnassignPrivateIpAddressesResponse unassignPrivateIpAddresses(
            UnassignPrivateIpAddressesRequest request) {
        return Actions.act(request, networkInterfaces().secondary()::unassign);
    }

    @Override
    default DescribeNetworkInterfaceAttributeResponse describeNetworkInterfaceAttribute(
            DescribeNetworkInterfaceAttributeRequest request) {
        return Actions.act(request, interfaceAttributes()::describe);
    }

    @Override
    default ModifyNetworkInterfaceAttributeResponse modifyNetworkInterfaceAttribute(
            ModifyNetworkInterfaceAttributeRequest request) {
        return Actions.act(request, interfaceAttributes()::modify);
    }

    @Override
    default ResetNetworkInterfaceAttributeResponse resetNetworkInterfaceAttribute(
            ResetNetworkInterfaceAttributeRequest request) {
        return Actions.act(request, interfaceAttributes()::reset);
    }
}
