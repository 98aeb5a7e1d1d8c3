package dev.tule.ec2.address;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;

/** The actions on elastic addresses. */
public interface AddressActions extends Actions {
    Addresses addresses();

    @Override
    default AllocateAddressResponse allocateAddress(AllocateAddressRequest request) {
        return Actions.act(request, addresses()::allocate);
    }

    @Override
    default AssociateAddressResponse associateAddress(AssociateAddressRequest request) {
        return Actions.act(request, addresses()::associate);
    }

    @Override
    default DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
        return Actions.act(request, addresses()::describe);
    }

    @Override
    default DescribeAddressesAttributeResponse describeAddressesAttribute(
            DescribeAddressesAttributeRequest request) {
        return Actions.act(request, addresses()::describeAttribute);
    }

    @Override
    default DisassociateAddressResponse disassociateAddress(DisassociateAddressRequest request) {
        return Actions.act(request, addresses()::disassociate);
    }

    @Override
    default ReleaseAddressResponse releaseAddress(ReleaseAddressRequest request) {
        return Actions.act(request, addresses()::release);
    }
}
