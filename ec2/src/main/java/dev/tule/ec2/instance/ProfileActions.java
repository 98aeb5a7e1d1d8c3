package dev.tule.ec2.instance;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationResponse;

/** The actions on the instance profiles of instances. */
public interface ProfileActions extends Actions {
    ProfileAssociations profileAssociations();

    @Override
    default AssociateIamInstanceProfileResponse associateIamInstanceProfile(
            AssociateIamInstanceProfileRequest request) {
        return Actions.act(request, profileAssociations()::associate);
    }

    @Override
    default DisassociateIamInstanceProfileResponse disassociateIamInstanceProfile(
            DisassociateIamInstanceProfileRequest request) {
        return Actions.act(request, profileAssociations()::disassociate);
    }

    @Override
    default ReplaceIamInstanceProfileAssociationResponse replaceIamInstanceProfileAssociation(
            ReplaceIamInstanceProfileAssociationRequest request) {
        return Actions.act(request, profileAssociations()::replace);
    }

    @Override
    default DescribeIamInstanceProfileAssociationsResponse describeIamInstanceProfileAssociations(
            DescribeIamInstanceProfileAssociationsRequest request) {
        return Actions.act(request, profileAssociations()::describe);
    }
}
