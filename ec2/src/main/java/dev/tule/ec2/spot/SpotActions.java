package dev.tule.ec2.spot;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CancelSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.CancelSpotInstanceRequestsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.RequestSpotInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RequestSpotInstancesResponse;

/** The actions on spot instances. */
public interface SpotActions extends Actions {
    SpotRequests spotRequests();

    SpotPrices spotPrices();

    @Override
    default RequestSpotInstancesResponse requestSpotInstances(RequestSpotInstancesRequest request) {
        return Actions.act(request, spotRequests()::request);
    }

    @Override
    default DescribeSpotInstanceRequestsResponse describeSpotInstanceRequests(
            DescribeSpotInstanceRequestsRequest request) {
        return Actions.act(request, spotRequests()::describe);
    }

    @Override
    default CancelSpotInstanceRequestsResponse cancelSpotInstanceRequests(
            CancelSpotInstanceRequestsRequest request) {
        return Actions.act(request, spotRequests()::cancel);
    }

    @Override
    default DescribeSpotPriceHistoryResponse describeSpotPriceHistory(
            DescribeSpotPriceHistoryRequest request) {
        return Actions.act(request, spotPrices()::describe);
    }
}
