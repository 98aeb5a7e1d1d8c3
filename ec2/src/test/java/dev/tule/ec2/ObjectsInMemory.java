package dev.tule.ec2;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An S3 that keeps objects in memory, by bucket and key. */
final class ObjectsInMemory implements S3Client {
    final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    /** Whoever reads a whole object waits until this is open. */
    CountDownLatch gate = new CountDownLatch(0);

    private byte[] object(String bucket, String key) {
        byte[] found = objects.get(bucket + "/" + key);
        if (found == null) {
            AwsErrorDetails details = AwsErrorDetails.builder().errorCode("NoSuchKey").build();
            throw S3Exception.builder().statusCode(404).awsErrorDetails(details).build();
        }
        return found;
    }

    private static String etag(byte[] object) {
        return "\"" + Arrays.hashCode(object) + "\"";
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        byte[] object = object(request.bucket(), request.key());
        return HeadObjectResponse.builder()
                .contentLength((long) object.length)
                .eTag(etag(object))
                .build();
    }

    /** Ranges begin at 0. */
    @Override
    public <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        byte[] object = object(request.bucket(), request.key());
        if (request.ifMatch() != null && !request.ifMatch().equals(etag(object))) {
            throw S3Exception.builder().statusCode(412).message("It has changed").build();
        }
        if (request.range() == null) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        } else {
            int last = Integer.parseInt(request.range().replace("bytes=0-", ""));
            object = Arrays.copyOf(object, Math.min(object.length, last + 1));
        }
        try {
            return transformer.transform(
                    GetObjectResponse.builder().contentLength((long) object.length).build(),
                    AbortableInputStream.create(new ByteArrayInputStream(object)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
