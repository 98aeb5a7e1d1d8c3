package dev.tule.server.cloud;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.instance.InstanceProfiles;
import dev.tule.iam.InstanceRoles;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;

/** IAM's roles, as EC2's instances have them. */
record MachineRoles(InstanceRoles roles) implements InstanceProfiles {

    @Override
    public Optional<IamInstanceProfile> find(AccountRegion where, String nameOrArn) {
        return roles.find(where.account(), nameOrArn)
                .map(found -> IamInstanceProfile.builder().arn(found.arn()).id(found.id()).build());
    }

    @Override
    public Optional<String> role(AccountRegion where, String profileArn) {
        return roles.role(where.account(), profileArn);
    }

    @Override
    public Optional<Credentials> credentials(
            AccountRegion where, String profileArn, String instanceId) {
        return roles.session(where.account(), profileArn, instanceId)
                .map(
                        session ->
                                new Credentials(
                                        session.accessKeyId(),
                                        session.secret(),
                                        session.token(),
                                        session.from(),
                                        session.expires()));
    }
}
