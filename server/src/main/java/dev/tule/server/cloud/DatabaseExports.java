package dev.tule.server.cloud;

import dev.tule.aws.Authoriser;
import dev.tule.aws.Circumstances;
import dev.tule.aws.Permission;
import dev.tule.aws.Principal;
import dev.tule.iam.ServiceRoles;
import dev.tule.rds.export.ExportTarget;
import dev.tule.s3.S3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/**
 * Takes RDS's exports to S3, as the role that was named may write there. Safe for use by many
 * threads.
 */
record DatabaseExports(S3 s3, ServiceRoles roles, Authoriser authoriser, InstantSource clock)
        implements ExportTarget {
    private static final String SERVICE = "export.rds.amazonaws.com";
    private static final String SESSION = "rds-export";

    @Override
    public Access access(Destination to, String prefix) {
        if (!hasBucket(to)) {
            return Access.NO_BUCKET;
        }
        if (!roles.has(to.where().account(), to.role())) {
            return Access.NO_ROLE;
        }
        return mayPut(to, prefix + "*") ? Access.GRANTED : Access.NO_PERMISSION;
    }

    private boolean hasBucket(Destination to) {
        try {
            HeadBucketResponse found =
                    s3.client(to.where()).headBucket(bucket -> bucket.bucket(to.bucket()));
            return to.where().region().equals(found.bucketRegion());
        } catch (SdkException e) {
            return false;
        }
    }

    private boolean mayPut(Destination to, String key) {
        Optional<Principal> role = roles.assume(to.where().account(), to.role(), SERVICE, SESSION);
        String object = "arn:aws:s3:::" + to.bucket() + "/" + key;
        Circumstances now = Circumstances.at(clock.instant());
        Permission put = new Permission("s3:PutObject", object);
        return role.filter(it -> authoriser.authorise(it, put, now).isAllowed()).isPresent();
    }

    @Override
    public void put(Destination to, String key, Path file) throws IOException {
        if (!mayPut(to, key)) {
            throw new IOException(
                    "The role %s may not put %s into %s.".formatted(to.role(), key, to.bucket()));
        }
        S3Client client = s3.client(to.where());
        try {
            var _ =
                    client.putObject(
                            object -> object.bucket(to.bucket()).key(key),
                            RequestBody.fromFile(file));
        } catch (SdkException e) {
            throw new IOException("%s can't be put: %s".formatted(key, e.getMessage()), e);
        }
    }
}
