package dev.tule.rds.parameter;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupResponse;

/** The actions on parameter groups. */
public interface ParameterGroupActions extends RdsClient {
    ParameterGroupOperations parameterGroups();

    @Override
    default CreateDbParameterGroupResponse createDBParameterGroup(
            CreateDbParameterGroupRequest request) {
        return CreateDbParameterGroupResponse.builder()
                .dbParameterGroup(parameterGroups().create(request))
                .build();
    }

    @Override
    default CopyDbParameterGroupResponse copyDBParameterGroup(CopyDbParameterGroupRequest request) {
        return CopyDbParameterGroupResponse.builder()
                .dbParameterGroup(parameterGroups().copy(request))
                .build();
    }

    @Override
    default DeleteDbParameterGroupResponse deleteDBParameterGroup(
            DeleteDbParameterGroupRequest request) {
        parameterGroups().delete(request);
        return DeleteDbParameterGroupResponse.builder().build();
    }

    @Override
    default DescribeDbParameterGroupsResponse describeDBParameterGroups(
            DescribeDbParameterGroupsRequest request) {
        return parameterGroups().describe(request);
    }

    @Override
    default DescribeDbParametersResponse describeDBParameters(DescribeDbParametersRequest request) {
        return parameterGroups().describeParameters(request);
    }

    @Override
    default DescribeEngineDefaultParametersResponse describeEngineDefaultParameters(
            DescribeEngineDefaultParametersRequest request) {
        return DescribeEngineDefaultParametersResponse.builder()
                .engineDefaults(parameterGroups().defaults(request))
                .build();
    }

    @Override
    default ModifyDbParameterGroupResponse modifyDBParameterGroup(
            ModifyDbParameterGroupRequest request) {
        return ModifyDbParameterGroupResponse.builder()
                .dbParameterGroupName(parameterGroups().modify(request))
                .build();
    }

    @Override
    default ResetDbParameterGroupResponse resetDBParameterGroup(
            ResetDbParameterGroupRequest request) {
        return ResetDbParameterGroupResponse.builder()
                .dbParameterGroupName(parameterGroups().reset(request))
                .build();
    }
}
