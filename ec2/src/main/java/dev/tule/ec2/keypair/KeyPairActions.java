package dev.tule.ec2.keypair;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;

/** The actions on key pairs. */
public interface KeyPairActions extends Actions {
    KeyPairs keyPairs();

    @Override
    default CreateKeyPairResponse createKeyPair(CreateKeyPairRequest request) {
        return Actions.act(request, keyPairs()::create);
    }

    @Override
    default ImportKeyPairResponse importKeyPair(ImportKeyPairRequest request) {
        return Actions.act(request, keyPairs()::importKey);
    }

    @Override
    default DescribeKeyPairsResponse describeKeyPairs(DescribeKeyPairsRequest request) {
        return Actions.act(request, keyPairs()::describe);
    }

    @Override
    default DeleteKeyPairResponse deleteKeyPair(DeleteKeyPairRequest request) {
        return Actions.act(request, keyPairs()::delete);
    }
}
