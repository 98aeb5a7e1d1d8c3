package dev.tule.rds.group;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupResponse;

/** The actions on subnet groups. */
public interface SubnetGroupActions extends RdsClient {
    SubnetGroupOperations subnetGroups();

    @Override
    default CreateDbSubnetGroupResponse createDBSubnetGroup(CreateDbSubnetGroupRequest request) {
        return CreateDbSubnetGroupResponse.builder()
                .dbSubnetGroup(subnetGroups().create(request))
                .build();
    }

    @Override
    default ModifyDbSubnetGroupResponse modifyDBSubnetGroup(ModifyDbSubnetGroupRequest request) {
        return ModifyDbSubnetGroupResponse.builder()
                .dbSubnetGroup(subnetGroups().modify(request))
                .build();
    }

    @Override
    default DeleteDbSubnetGroupResponse deleteDBSubnetGroup(DeleteDbSubnetGroupRequest request) {
        subnetGroups().delete(request);
        return DeleteDbSubnetGroupResponse.builder().build();
    }

    @Override
    default DescribeDbSubnetGroupsResponse describeDBSubnetGroups(
            DescribeDbSubnetGroupsRequest request) {
        return subnetGroups().describe(request);
    }
}
