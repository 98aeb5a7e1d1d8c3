package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Member.Source;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What machines are launched from. Safe for use by many threads. */
public interface Launches {

    /**
     * What a group launches from now.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when it isn't there any
     *     more
     */
    Source source(Group group);

    /**
     * The request for a member's machine; the same each time.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when what it is launched
     *     from isn't there any more
     */
    RunInstancesRequest request(Group group, Member member);
}
