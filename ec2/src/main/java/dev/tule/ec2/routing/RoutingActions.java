package dev.tule.ec2.routing;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;

/** The actions on route tables and gateways. */
public interface RoutingActions extends Actions {
    RouteTables routeTables();

    Routes routes();

    InternetGateways internetGateways();

    NatGateways natGateways();

    @Override
    default CreateRouteTableResponse createRouteTable(CreateRouteTableRequest request) {
        return Actions.act(request, routeTables()::create);
    }

    @Override
    default DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
        return Actions.act(request, routeTables()::describe);
    }

    @Override
    default DeleteRouteTableResponse deleteRouteTable(DeleteRouteTableRequest request) {
        return Actions.act(request, routeTables()::delete);
    }

    @Override
    default AssociateRouteTableResponse associateRouteTable(AssociateRouteTableRequest request) {
        return Actions.act(request, routeTables()::associate);
    }

    @Override
    default DisassociateRouteTableResponse disassociateRouteTable(
            DisassociateRouteTableRequest request) {
        return Actions.act(request, routeTables()::disassociate);
    }

    @Override
    default ReplaceRouteTableAssociationResponse replaceRouteTableAssociation(
            ReplaceRouteTableAssociationRequest request) {
        return Actions.act(request, routeTables()::replace);
    }

    @Override
    default CreateRouteResponse createRoute(CreateRouteRequest request) {
        return Actions.act(request, routes()::create);
    }

    @Override
    default ReplaceRouteResponse replaceRoute(ReplaceRouteRequest request) {
        return Actions.act(request, routes()::replace);
    }

    @Override
    default DeleteRouteResponse deleteRoute(DeleteRouteRequest request) {
        return Actions.act(request, routes()::delete);
    }

    @Override
    default CreateInternetGatewayResponse createInternetGateway(
            CreateInternetGatewayRequest request) {
        return Actions.act(request, internetGateways()::create);
    }

    @Override
    default DescribeInternetGatewaysResponse describeInternetGateways(
            DescribeInternetGatewaysRequest request) {
        return Actions.act(request, internetGateways()::describe);
    }

    @Override
    default AttachInternetGatewayResponse attachInternetGateway(
            AttachInternetGatewayRequest request) {
        return Actions.act(request, internetGateways()::attach);
    }

    @Override
    default DetachInternetGatewayResponse detachInternetGateway(
            DetachInternetGatewayRequest request) {
        return Actions.act(request, internetGateways()::detach);
    }

    @Override
    default DeleteInternetGatewayResponse deleteInternetGateway(
            DeleteInternetGatewayRequest request) {
        return Actions.act(request, internetGateways()::delete);
    }

    @Override
    default CreateNatGatewayResponse createNatGateway(CreateNatGatewayRequest request) {
        return Actions.act(request, natGateways()::create);
    }

    @Override
    default DescribeNatGatewaysResponse describeNatGateways(DescribeNatGatewaysRequest request) {
        return Actions.act(request, natGateways()::describe);
    }

    @Override
    default DeleteNatGatewayResponse deleteNatGateway(DeleteNatGatewayRequest request) {
        return Actions.act(request, natGateways()::delete);
    }
}
