package dev.tule.s3.object;

import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.CannedAcls;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.bucket.Owners;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.PutObjectAclRequest;
import software.amazon.awssdk.services.s3.model.PutObjectAclResponse;

/** Objects' ACLs, which all say the same: the bucket's owner may do everything, nobody else may. */
public final class ObjectAclOperations {
    private final BucketOperations buckets;
    private final ObjectReader reader;

    public ObjectAclOperations(BucketOperations buckets, ObjectReader reader) {
        this.buckets = buckets;
        this.reader = reader;
    }

    public GetObjectAclResponse getObjectAcl(GetObjectAclRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        reader.find(home, request.key());
        return GetObjectAclResponse.builder()
                .owner(Owners.of(home.account()))
                .grants(Owners.fullControl(home.account()))
                .build();
    }

    public PutObjectAclResponse putObjectAcl(PutObjectAclRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        CannedAcls.check(
                request.aclAsString(),
                request.grantFullControl(),
                request.grantRead(),
                request.grantReadACP(),
                request.grantWrite(),
                request.grantWriteACP());
        CannedAcls.check(request.accessControlPolicy(), home.account());
        reader.find(home, request.key());
        return PutObjectAclResponse.builder().build();
    }
}
