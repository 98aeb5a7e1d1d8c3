package dev.tule.ec2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** An S3 that keeps gzipped lines in memory, by bucket and key. */
final class FlowBucket implements S3Client {
    final Map<String, List<String>> objects = new ConcurrentSkipListMap<>();

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try (GZIPInputStream in = new GZIPInputStream(body.contentStreamProvider().newStream())) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            objects.put(request.bucket() + "/" + request.key(), text.lines().toList());
            return PutObjectResponse.builder().build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return objects.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
