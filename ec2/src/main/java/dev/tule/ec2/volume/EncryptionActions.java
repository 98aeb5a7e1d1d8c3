package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.ResetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ResetEbsDefaultKmsKeyIdResponse;

/** The actions on the encryption of disks by default. */
public interface EncryptionActions extends Actions {
    Encryption encryption();

    @Override
    default EnableEbsEncryptionByDefaultResponse enableEbsEncryptionByDefault(
            EnableEbsEncryptionByDefaultRequest request) {
        return Actions.act(request, encryption()::enable);
    }

    @Override
    default DisableEbsEncryptionByDefaultResponse disableEbsEncryptionByDefault(
            DisableEbsEncryptionByDefaultRequest request) {
        return Actions.act(request, encryption()::disable);
    }

    @Override
    default GetEbsEncryptionByDefaultResponse getEbsEncryptionByDefault(
            GetEbsEncryptionByDefaultRequest request) {
        return Actions.act(request, encryption()::get);
    }

    @Override
    default GetEbsDefaultKmsKeyIdResponse getEbsDefaultKmsKeyId(
            GetEbsDefaultKmsKeyIdRequest request) {
        return Actions.act(request, encryption()::getKey);
    }

    @Override
    default ModifyEbsDefaultKmsKeyIdResponse modifyEbsDefaultKmsKeyId(
            ModifyEbsDefaultKmsKeyIdRequest request) {
        return Actions.act(request, encryption()::modifyKey);
    }

    @Override
    default ResetEbsDefaultKmsKeyIdResponse resetEbsDefaultKmsKeyId(
            ResetEbsDefaultKmsKeyIdRequest request) {
        return Actions.act(request, encryption()::resetKey);
    }
}
