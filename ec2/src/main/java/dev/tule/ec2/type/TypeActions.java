package dev.tule.ec2.type;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;

/** The actions on instance types. */
public interface TypeActions extends Actions {
    Types types();

    @Override
    default DescribeInstanceTypesResponse describeInstanceTypes(
            DescribeInstanceTypesRequest request) {
        return Actions.act(request, types()::describe);
    }

    @Override
    default DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
            DescribeInstanceTypeOfferingsRequest request) {
        return Actions.act(request, types()::describeOfferings);
    }
}
