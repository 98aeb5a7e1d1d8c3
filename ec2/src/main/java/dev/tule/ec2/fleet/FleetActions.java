package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetHistoryResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyFleetRequest;
import software.amazon.awssdk.services.ec2.model.ModifyFleetResponse;

/** The actions on fleets. */
public interface FleetActions extends Actions {
    Fleets fleets();

    @Override
    default CreateFleetResponse createFleet(CreateFleetRequest request) {
        return Actions.act(request, fleets()::create);
    }

    @Override
    default DescribeFleetsResponse describeFleets(DescribeFleetsRequest request) {
        return Actions.act(request, fleets().descriptions()::describe);
    }

    @Override
    default DeleteFleetsResponse deleteFleets(DeleteFleetsRequest request) {
        return Actions.act(request, fleets()::delete);
    }

    @Override
    default ModifyFleetResponse modifyFleet(ModifyFleetRequest request) {
        return Actions.act(request, fleets()::modify);
    }

    @Override
    default DescribeFleetInstancesResponse describeFleetInstances(
            DescribeFleetInstancesRequest request) {
        return Actions.act(request, fleets().descriptions()::describeInstances);
    }

    @Override
    default DescribeFleetHistoryResponse describeFleetHistory(DescribeFleetHistoryRequest request) {
        return Actions.act(request, fleets().descriptions()::describeHistory);
    }
}
