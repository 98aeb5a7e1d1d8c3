package dev.tule.rds.group;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AuthorizeDbSecurityGroupIngressRequest;
import software.amazon.awssdk.services.rds.model.AuthorizeDbSecurityGroupIngressResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSecurityGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSecurityGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSecurityGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSecurityGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSecurityGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSecurityGroupsResponse;
import software.amazon.awssdk.services.rds.model.RevokeDbSecurityGroupIngressRequest;
import software.amazon.awssdk.services.rds.model.RevokeDbSecurityGroupIngressResponse;

/** The actions on DB security groups. */
public interface SecurityGroupActions extends RdsClient {
    SecurityGroupOperations securityGroups();

    @Override
    default CreateDbSecurityGroupResponse createDBSecurityGroup(
            CreateDbSecurityGroupRequest request) {
        return CreateDbSecurityGroupResponse.builder()
                .dbSecurityGroup(securityGroups().create(request))
                .build();
    }

    @Override
    default DeleteDbSecurityGroupResponse deleteDBSecurityGroup(
            DeleteDbSecurityGroupRequest request) {
        securityGroups().delete(request);
        return DeleteDbSecurityGroupResponse.builder().build();
    }

    @Override
    default DescribeDbSecurityGroupsResponse describeDBSecurityGroups(
            DescribeDbSecurityGroupsRequest request) {
        return securityGroups().describe(request);
    }

    @Override
    default AuthorizeDbSecurityGroupIngressResponse authorizeDBSecurityGroupIngress(
            AuthorizeDbSecurityGroupIngressRequest request) {
        return AuthorizeDbSecurityGroupIngressResponse.builder()
                .dbSecurityGroup(securityGroups().authorize(request))
                .build();
    }

    @Override
    default RevokeDbSecurityGroupIngressResponse revokeDBSecurityGroupIngress(
            RevokeDbSecurityGroupIngressRequest request) {
        return RevokeDbSecurityGroupIngressResponse.builder()
                .dbSecurityGroup(securityGroups().revoke(request))
                .build();
    }
}
