package dev.tule.s3;

import dev.tule.aws.AccountRegion;
import dev.tule.s3.bucket.BucketConfigurationOperations;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.list.ListOperations;
import dev.tule.s3.multipart.MultipartOperations;
import dev.tule.s3.multipart.PartOperations;
import dev.tule.s3.multipart.UploadListOperations;
import dev.tule.s3.multipart.Uploads;
import dev.tule.s3.object.Contents;
import dev.tule.s3.object.ObjectAclOperations;
import dev.tule.s3.object.ObjectAttributesOperations;
import dev.tule.s3.object.ObjectReadOperations;
import dev.tule.s3.object.ObjectReader;
import dev.tule.s3.object.ObjectTaggingOperations;
import dev.tule.s3.object.ObjectWriteOperations;
import dev.tule.s3.object.ObjectWriter;
import dev.tule.s3.row.Ids;
import dev.tule.store.Store;
import java.time.InstantSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
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
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
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
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectAclRequest;
import software.amazon.awssdk.services.s3.model.PutObjectAclResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * S3 as one account sees it in one region: hands each operation to the class of its group. What
 * isn't here is not implemented, and the front door says so by name. Safe for use by many threads.
 */
final class S3Service implements S3Client {
    private final BucketOperations buckets;
    private final BucketConfigurationOperations configurations;
    private final ObjectWriteOperations writes;
    private final ObjectReadOperations reads;
    private final ObjectTaggingOperations taggings;
    private final ObjectAclOperations acls;
    private final ListOperations lists;

    private final MultipartOperations multiparts;
    private final PartOperations parts;
    private final UploadListOperations uploads;
    private final ObjectAttributesOperations attributes;

    S3Service(
            AccountRegion where,
            Store store,
            BucketDirectory directory,
            Contents contents,
            InstantSource clock,
            Ids ids) {
        Uploads pending = new Uploads(store, contents);
        ObjectReader reader = new ObjectReader(store, contents);
        ObjectWriter writer = new ObjectWriter(store, contents, clock);
        this.buckets =
                new BucketOperations(
                        where,
                        directory,
                        clock,
                        ids,
                        home -> pending.purge(home.shard(), directory.purges(home.shard())));
        this.configurations = new BucketConfigurationOperations(buckets);
        this.writes = new ObjectWriteOperations(buckets, reader, writer);
        this.reads = new ObjectReadOperations(buckets, reader);
        this.taggings = new ObjectTaggingOperations(buckets, reader, store);
        this.acls = new ObjectAclOperations(buckets, reader);
        this.lists = new ListOperations(buckets, store);
        this.multiparts = new MultipartOperations(buckets, writer, pending, contents, store, ids);
        this.parts = new PartOperations(buckets, reader, writer, contents, store);
        this.uploads = new UploadListOperations(buckets, store);
        this.attributes = new ObjectAttributesOperations(buckets, reader);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Nothing: {@link S3} is what is closed. */
    @Override
    public void close() {}

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        return buckets.createBucket(request);
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return buckets.headBucket(request);
    }

    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        return buckets.deleteBucket(request);
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        return buckets.getBucketLocation(request);
    }

    @Override
    public ListBucketsResponse listBuckets(ListBucketsRequest request) {
        return buckets.listBuckets(request);
    }

    @Override
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
        return buckets.getBucketTagging(request);
    }

    @Override
    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
        return buckets.putBucketTagging(request);
    }

    @Override
    public DeleteBucketTaggingResponse deleteBucketTagging(DeleteBucketTaggingRequest request) {
        return buckets.deleteBucketTagging(request);
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return configurations.getBucketVersioning(request);
    }

    @Override
    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
        return configurations.getBucketAcl(request);
    }

    @Override
    public PutBucketAclResponse putBucketAcl(PutBucketAclRequest request) {
        return configurations.putBucketAcl(request);
    }

    @Override
    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(
            GetBucketOwnershipControlsRequest request) {
        return configurations.getBucketOwnershipControls(request);
    }

    @Override
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        return configurations.getPublicAccessBlock(request);
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        return configurations.getBucketPolicy(request);
    }

    @Override
    public GetBucketPolicyStatusResponse getBucketPolicyStatus(
            GetBucketPolicyStatusRequest request) {
        return configurations.getBucketPolicyStatus(request);
    }

    @Override
    public GetBucketCorsResponse getBucketCors(GetBucketCorsRequest request) {
        return configurations.getBucketCors(request);
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        return configurations.getBucketEncryption(request);
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        return configurations.getBucketLifecycleConfiguration(request);
    }

    @Override
    public GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request) {
        return configurations.getBucketReplication(request);
    }

    @Override
    public GetBucketWebsiteResponse getBucketWebsite(GetBucketWebsiteRequest request) {
        return configurations.getBucketWebsite(request);
    }

    @Override
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(
            GetObjectLockConfigurationRequest request) {
        return configurations.getObjectLockConfiguration(request);
    }

    @Override
    public GetBucketLoggingResponse getBucketLogging(GetBucketLoggingRequest request) {
        return configurations.getBucketLogging(request);
    }

    @Override
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
            GetBucketNotificationConfigurationRequest request) {
        return configurations.getBucketNotificationConfiguration(request);
    }

    @Override
    public GetBucketAccelerateConfigurationResponse getBucketAccelerateConfiguration(
            GetBucketAccelerateConfigurationRequest request) {
        return configurations.getBucketAccelerateConfiguration(request);
    }

    @Override
    public GetBucketRequestPaymentResponse getBucketRequestPayment(
            GetBucketRequestPaymentRequest request) {
        return configurations.getBucketRequestPayment(request);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return writes.putObject(request, body);
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        return writes.copyObject(request);
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        return writes.deleteObject(request);
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        return writes.deleteObjects(request);
    }

    @Override
    public <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return reads.getObject(request, transformer);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return reads.headObject(request);
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        return taggings.getObjectTagging(request);
    }

    @Override
    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
        return taggings.putObjectTagging(request);
    }

    @Override
    public DeleteObjectTaggingResponse deleteObjectTagging(DeleteObjectTaggingRequest request) {
        return taggings.deleteObjectTagging(request);
    }

    @Override
    public GetObjectAclResponse getObjectAcl(GetObjectAclRequest request) {
        return acls.getObjectAcl(request);
    }

    @Override
    public PutObjectAclResponse putObjectAcl(PutObjectAclRequest request) {
        return acls.putObjectAcl(request);
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        return lists.listObjects(request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return lists.listObjectsV2(request);
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        return lists.listObjectVersions(request);
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
            CreateMultipartUploadRequest request) {
        return multiparts.createMultipartUpload(request);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            CompleteMultipartUploadRequest request) {
        return multiparts.completeMultipartUpload(request);
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        return multiparts.abortMultipartUpload(request);
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        return parts.uploadPart(request, body);
    }

    @Override
    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        return parts.uploadPartCopy(request);
    }

    @Override
    public ListPartsResponse listParts(ListPartsRequest request) {
        return uploads.listParts(request);
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        return uploads.listMultipartUploads(request);
    }

    @Override
    public GetObjectAttributesResponse getObjectAttributes(GetObjectAttributesRequest request) {
        return attributes.getObjectAttributes(request);
    }
}
