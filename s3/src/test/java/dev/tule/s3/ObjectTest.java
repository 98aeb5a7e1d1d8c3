package dev.tule.s3;

import static dev.tule.s3.TestS3.body;
import static dev.tule.s3.TestS3.bytes;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tests of objects in one bucket, as the services in this process see them. */
abstract class ObjectTest {
    static final String BUCKET = "readings";

    TestS3 s3;
    S3Client client;

    @BeforeEach
    void open(@TempDir Path directory) {
        s3 = new TestS3(directory);
        client = s3.client();
        client.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterEach
    void close() {
        s3.close();
    }

    PutObjectResponse put(String key, byte[] bytes) {
        return client.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    PutObjectResponse put(String key, String text) {
        return client.putObject(b -> b.bucket(BUCKET).key(key), body(text));
    }

    ResponseBytes<GetObjectResponse> get(String key, Consumer<GetObjectRequest.Builder> more) {
        return client.getObjectAsBytes(
                b -> {
                    b.bucket(BUCKET).key(key);
                    more.accept(b);
                });
    }

    byte[] get(String key) {
        return get(key, b -> {}).asByteArray();
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
