package dev.tule.ec2.placement;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreatePlacementGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreatePlacementGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeletePlacementGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeletePlacementGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribePlacementGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePlacementGroupsResponse;

/** The actions on placement groups. */
public interface PlacementActions extends Actions {
    PlacementGroups placementGroups();

    @Override
    default CreatePlacementGroupResponse createPlacementGroup(CreatePlacementGroupRequest request) {
        return Actions.act(request, placementGroups()::create);
    }

    @Override
    default DescribePlacementGroupsResponse describePlacementGroups(
            DescribePlacementGroupsRequest request) {
        return Actions.act(request, placementGroups()::describe);
    }

    @Override
    default DeletePlacementGroupResponse deletePlacementGroup(DeletePlacementGroupRequest request) {
        return Actions.act(request, placementGroups()::delete);
    }
}
