package dev.tule.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Kills a JVM that writes and deletes, and looks what is there. The child says {@code begin KEY
 * LENGTH} before it writes a key ({@code -1} to delete it) and {@code done KEY LENGTH} when it was
 * acknowledged. A key is written by one thread only, so what a key may be after the kill is known:
 * what was last acknowledged, or what was begun after that.
 */
class CrashTest {
    private static final int THREADS = 8;
    private static final int KEYS = 12;
    private static final int[] LENGTHS = {0, 100, 4_096, 5_000, 60_000, 131_073, 700_000};
    private static final int PART = 5 << 20;
    private static final int ACKNOWLEDGED = 400;
    private static final String BUCKET = "readings";

    @Test
    void whatWasAcknowledgedIsThereAndNothingIsHalfWritten(@TempDir Path directory)
            throws Exception {
        Map<String, Integer> acknowledged = new HashMap<>();
        Map<String, Integer> begun = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            writeUntilKilled(directory, round, acknowledged, begun);
            begun.entrySet().removeAll(acknowledged.entrySet());
            verify(directory, acknowledged, begun);
        }
    }

    private static void writeUntilKilled(
            Path directory,
            int round,
            Map<String, Integer> acknowledged,
            Map<String, Integer> begun)
            throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashTest.class.getName(),
                                directory.toString(),
                                Integer.toString(round))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int done = 0;
            String line;
            while ((line = lines.readLine()) != null) {
                String[] words = line.split(" ", -1);
                if (words.length != 4) {
                    continue; // the line that the kill cut
                }
                boolean isDone = words[0].equals("done");
                (isDone ? acknowledged : begun).put(words[1], Integer.valueOf(words[2]));
                done += isDone ? 1 : 0;
                if (done == ACKNOWLEDGED) {
                    child.toHandle().destroyForcibly(); // leaves what it has said to be read
                }
            }
            assertThat(done).isGreaterThanOrEqualTo(ACKNOWLEDGED);
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void verify(
            Path directory, Map<String, Integer> acknowledged, Map<String, Integer> begun)
            throws InterruptedException {
        try (TestS3 s3 = new TestS3(directory, TestS3.config(4 << 20))) {
            S3Client client = s3.client();
            Map<String, Integer> found = new HashMap<>();
            ListObjectsV2Response list = client.listObjectsV2(b -> b.bucket(BUCKET));
            for (S3Object object : list.contents()) {
                int length = Math.toIntExact(object.size());
                byte[] bytes =
                        client.getObjectAsBytes(b -> b.bucket(BUCKET).key(object.key()))
                                .asByteArray();
                assertThat(bytes).as(object.key()).isEqualTo(content(object.key(), length));
                if (length <= PART) {
                    assertThat(object.eTag()).isEqualTo('"' + ObjectTest.md5(bytes) + '"');
                }
                found.put(object.key(), length);
            }
            for (String key : acknowledged.keySet()) {
                Integer last = acknowledged.get(key);
                assertThat(found.getOrDefault(key, -1))
                        .as("%s, acknowledged %s, begun %s", key, last, begun.get(key))
                        .isIn(last, begun.getOrDefault(key, last));
            }
            // What was found is from now on what there is, acknowledged or not.
            begun.keySet().forEach(key -> acknowledged.put(key, found.getOrDefault(key, -1)));
            begun.clear();
            s3.s3().awaitSweep();
            client.listMultipartUploads(b -> b.bucket(BUCKET))
                    .uploads()
                    .forEach(
                            u ->
                                    client.abortMultipartUpload(
                                            b ->
                                                    b.bucket(BUCKET)
                                                            .key(u.key())
                                                            .uploadId(u.uploadId())));
            assertThat(s3.files()).isEqualTo(files(found));
        }
    }

    /** How many files those objects take: large ones one, those in parts two. */
    private static long files(Map<String, Integer> found) {
        return found.values().stream()
                .mapToLong(length -> length > PART ? 2 : length > 128 << 10 ? 1 : 0)
                .sum();
    }

    private static byte[] content(String key, int length) {
        return TestS3.bytes(length, key.hashCode() * 31L + length);
    }

    // What follows runs in the child.

    public static void main(String[] args) throws InterruptedException {
        int round = Integer.parseInt(args[1]);
        TestS3 s3 = new TestS3(Path.of(args[0]), TestS3.config(4 << 20));
        S3Client client = s3.client();
        client.createBucket(b -> b.bucket(BUCKET));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        Random random = new Random(round * 100L + number);
                                        while (true) {
                                            step(client, number, random);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void step(S3Client client, int thread, Random random) {
        String key = "t" + thread + "/k" + random.nextInt(KEYS);
        int kind = random.nextInt(20);
        if (kind < 4) {
            say("begin", key, -1);
            client.deleteObject(b -> b.bucket(BUCKET).key(key));
            say("done", key, -1);
        } else if (kind == 4) {
            int length = PART + 1 + random.nextInt(1000);
            say("begin", key, length);
            upload(client, key, content(key, length));
            say("done", key, length);
        } else {
            int length = LENGTHS[random.nextInt(LENGTHS.length)] + random.nextInt(3);
            say("begin", key, length);
            client.putObject(
                    b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(content(key, length)));
            say("done", key, length);
        }
    }

    private static void upload(S3Client client, String key, byte[] bytes) {
        String upload = client.createMultipartUpload(b -> b.bucket(BUCKET).key(key)).uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            int part = number;
            int from = (number - 1) * PART;
            byte[] piece =
                    java.util.Arrays.copyOfRange(bytes, from, Math.min(from + PART, bytes.length));
            String etag =
                    client.uploadPart(
                                    b ->
                                            b.bucket(BUCKET)
                                                    .key(key)
                                                    .uploadId(upload)
                                                    .partNumber(part),
                                    RequestBody.fromBytes(piece))
                            .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        client.completeMultipartUpload(
                b ->
                        b.bucket(BUCKET)
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(m -> m.parts(parts)));
    }

    private static synchronized void say(String what, String key, int length) {
        PrintStream out = System.out;
        out.print(what + " " + key + " " + length + " .\n");
        out.flush();
    }
}
