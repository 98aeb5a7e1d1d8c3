package dev.tule.ec2.networkacl;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryResponse;

/** The actions on network ACLs. */
public interface NetworkAclActions extends Actions {
    NetworkAcls networkAcls();

    AclEntries aclEntries();

    @Override
    default CreateNetworkAclResponse createNetworkAcl(CreateNetworkAclRequest request) {
        return Actions.act(request, networkAcls()::create);
    }

    @Override
    default DescribeNetworkAclsResponse describeNetworkAcls(DescribeNetworkAclsRequest request) {
        return Actions.act(request, networkAcls()::describe);
    }

    @Override
    default DeleteNetworkAclResponse deleteNetworkAcl(DeleteNetworkAclRequest request) {
        return Actions.act(request, networkAcls()::delete);
    }

    @Override
    default ReplaceNetworkAclAssociationResponse replaceNetworkAclAssociation(
            ReplaceNetworkAclAssociationRequest request) {
        return Actions.act(request, networkAcls()::replace);
    }

    @Override
    default CreateNetworkAclEntryResponse createNetworkAclEntry(
            CreateNetworkAclEntryRequest request) {
        return Actions.act(request, aclEntries()::create);
    }

    @Override
    default ReplaceNetworkAclEntryResponse replaceNetworkAclEntry(
            ReplaceNetworkAclEntryRequest request) {
        return Actions.act(request, aclEntries()::replace);
    }

    @Override
    default DeleteNetworkAclEntryResponse deleteNetworkAclEntry(
            DeleteNetworkAclEntryRequest request) {
        return Actions.act(request, aclEntries()::delete);
    }
}
