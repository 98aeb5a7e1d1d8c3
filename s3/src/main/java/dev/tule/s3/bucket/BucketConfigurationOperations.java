package dev.tule.s3.bucket;

import dev.tule.s3.fault.Faults;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Payer;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What tools ask of a bucket before they do anything with it: how it is configured. There is
 * nothing to configure yet, so these say what holds, in the words in which S3 says that nothing is
 * configured. Safe for use by many threads.
 */
public final class BucketConfigurationOperations {
    private final BucketOperations buckets;

    public BucketConfigurationOperations(BucketOperations buckets) {
        this.buckets = buckets;
    }

    private Home require(String bucket, @Nullable String expectedOwner) {
        return buckets.require(bucket, expectedOwner);
    }

    private static S3Exception none(String code, String message, Home home) {
        return Faults.notConfigured(code, message, home.bucket());
    }

    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetBucketVersioningResponse.builder().build();
    }

    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        return GetBucketAclResponse.builder()
                .owner(Owners.of(home.account()))
                .grants(Owners.fullControl(home.account()))
                .build();
    }

    public PutBucketAclResponse putBucketAcl(PutBucketAclRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        CannedAcls.check(
                request.aclAsString(),
                request.grantFullControl(),
                request.grantRead(),
                request.grantReadACP(),
                request.grantWrite(),
                request.grantWriteACP());
        CannedAcls.check(request.accessControlPolicy(), home.account());
        return PutBucketAclResponse.builder().build();
    }

    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(
            GetBucketOwnershipControlsRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(
                        OwnershipControls.builder()
                                .rules(
                                        OwnershipControlsRule.builder()
                                                .objectOwnership(
                                                        ObjectOwnership.BUCKET_OWNER_ENFORCED)
                                                .build())
                                .build())
                .build();
    }

    /** Nothing is public while there are neither ACLs nor policies. */
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(
                        block ->
                                block.blockPublicAcls(true)
                                        .ignorePublicAcls(true)
                                        .blockPublicPolicy(true)
                                        .restrictPublicBuckets(true))
                .build();
    }

    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none("NoSuchBucketPolicy", "The bucket policy does not exist", home);
    }

    public GetBucketPolicyStatusResponse getBucketPolicyStatus(
            GetBucketPolicyStatusRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none("NoSuchBucketPolicy", "The bucket policy does not exist", home);
    }

    public GetBucketCorsResponse getBucketCors(GetBucketCorsRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none("NoSuchCORSConfiguration", "The CORS configuration does not exist", home);
    }

    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none(
                "ServerSideEncryptionConfigurationNotFoundError",
                "The server side encryption configuration was not found",
                home);
    }

    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none(
                "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", home);
    }

    public GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none(
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found",
                home);
    }

    public GetBucketWebsiteResponse getBucketWebsite(GetBucketWebsiteRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none(
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration",
                home);
    }

    public GetObjectLockConfigurationResponse getObjectLockConfiguration(
            GetObjectLockConfigurationRequest request) {
        Home home = require(request.bucket(), request.expectedBucketOwner());
        throw none(
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket",
                home);
    }

    public GetBucketLoggingResponse getBucketLogging(GetBucketLoggingRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetBucketLoggingResponse.builder().build();
    }

    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
            GetBucketNotificationConfigurationRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetBucketNotificationConfigurationResponse.builder().build();
    }

    public GetBucketAccelerateConfigurationResponse getBucketAccelerateConfiguration(
            GetBucketAccelerateConfigurationRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetBucketAccelerateConfigurationResponse.builder().build();
    }

    public GetBucketRequestPaymentResponse getBucketRequestPayment(
            GetBucketRequestPaymentRequest request) {
        require(request.bucket(), request.expectedBucketOwner());
        return GetBucketRequestPaymentResponse.builder().payer(Payer.BUCKET_OWNER).build();
    }
}
