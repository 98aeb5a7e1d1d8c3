package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFleetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFleetsResponse;

/** The actions on fleets. */
public interface FleetActions extends Actions {
    Fleets fleets();

    @Override
    default CreateFleetResponse createFleet(CreateFleetRequest request) {
        return Actions.act(request, fleets()::create);
    }

    @Override
    default DescribeFleetsResponse describeFleets(DescribeFleetsRequest request) {
        return Actions.act(request, fleets()::describe);
    }

    @Override
    default DeleteFleetsResponse deleteFleets(DeleteFleetsRequest request) {
        return Actions.act(request, fleets()::delete);
    }
}
