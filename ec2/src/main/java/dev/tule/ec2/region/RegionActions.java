package dev.tule.ec2.region;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;

/** The actions on regions and zones. */
public interface RegionActions extends Actions {
    Regions regions();

    @Override
    default DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
        return Actions.act(request, regions()::describe);
    }

    @Override
    default DescribeAvailabilityZonesResponse describeAvailabilityZones(
            DescribeAvailabilityZonesRequest request) {
        return Actions.act(request, regions()::describeZones);
    }

    @Override
    default DescribeAccountAttributesResponse describeAccountAttributes(
            DescribeAccountAttributesRequest request) {
        return Actions.act(request, regions()::describeAccount);
    }
}
