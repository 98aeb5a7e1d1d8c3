package dev.tule.ec2.instance;

import dev.tule.aws.AccountRegion;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;

/**
 * What instances need of IAM: profiles, and credentials of the role within. Safe for many threads.
 */
public interface InstanceProfiles {

    /** The profile of that name or ARN, if there is one. */
    Optional<IamInstanceProfile> find(AccountRegion where, String nameOrArn);

    /** The name of the role in a profile, if it has one. */
    Optional<String> role(AccountRegion where, String profileArn);

    /** Credentials of the role, for an instance; empty where there is no such profile or role. */
    Optional<Credentials> credentials(AccountRegion where, String profileArn, String instanceId);

    /**
     * Temporary credentials.
     *
     * @param secret never logged
     */
    record Credentials(
            String accessKeyId, String secret, String token, Instant from, Instant expires) {
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]";
        }
    }

    /** Where there are none. */
    InstanceProfiles NONE =
            new InstanceProfiles() {
                @Override
                public Optional<IamInstanceProfile> find(AccountRegion where, String nameOrArn) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> role(AccountRegion where, String profileArn) {
                    return Optional.empty();
                }

                @Override
                public Optional<Credentials> credentials(
                        AccountRegion where, String profileArn, String instanceId) {
                    return Optional.empty();
                }
            };
}
