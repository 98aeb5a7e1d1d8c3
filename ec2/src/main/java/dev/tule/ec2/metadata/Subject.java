package dev.tule.ec2.metadata;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.instance.InstanceProfiles;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Who asks, and all that the metadata service tells of it.
 *
 * @param instance as DescribeInstances shows it, with its tags
 * @param userData as it was given, decoded; empty for none
 * @param publicKey the line of its key pair
 * @param zoneId of its availability zone
 * @param profiles where its role's credentials come from
 */
public record Subject(
        AccountRegion where,
        Instance instance,
        String reservationId,
        @SuppressWarnings("ArrayRecordComponent") byte[] userData,
        Optional<String> publicKey,
        String zoneId,
        InstanceProfiles profiles) {

    @Override
    public String toString() {
        return "Subject[" + instance.instanceId() + "]"; // user data holds secrets
    }
}
