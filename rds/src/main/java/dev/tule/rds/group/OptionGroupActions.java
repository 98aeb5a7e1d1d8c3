package dev.tule.rds.group;

import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupResponse;

/** The actions on option groups. */
public interface OptionGroupActions extends RdsClient {
    OptionGroupOperations optionGroups();

    @Override
    default CreateOptionGroupResponse createOptionGroup(CreateOptionGroupRequest request) {
        return CreateOptionGroupResponse.builder()
                .optionGroup(optionGroups().create(request))
                .build();
    }

    @Override
    default CopyOptionGroupResponse copyOptionGroup(CopyOptionGroupRequest request) {
        return CopyOptionGroupResponse.builder().optionGroup(optionGroups().copy(request)).build();
    }

    @Override
    default ModifyOptionGroupResponse modifyOptionGroup(ModifyOptionGroupRequest request) {
        return ModifyOptionGroupResponse.builder()
                .optionGroup(optionGroups().modify(request))
                .build();
    }

    @Override
    default DeleteOptionGroupResponse deleteOptionGroup(DeleteOptionGroupRequest request) {
        optionGroups().delete(request);
        return DeleteOptionGroupResponse.builder().build();
    }

    @Override
    default DescribeOptionGroupsResponse describeOptionGroups(DescribeOptionGroupsRequest request) {
        return optionGroups().describe(request);
    }

    @Override
    default DescribeOptionGroupOptionsResponse describeOptionGroupOptions(
            DescribeOptionGroupOptionsRequest request) {
        optionGroups().options(request);
        return DescribeOptionGroupOptionsResponse.builder().optionGroupOptions(List.of()).build();
    }
}
