package dev.tule.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An object passes through a JVM with a heap that it is many times larger than. Gigabytes by hand:
 * {@code -Dtule.large.bytes=5368709120}, which is the most that one PUT takes.
 */
class LargeObjectTest {
    private static final long BYTES = Long.getLong("tule.large.bytes", 256L << 20);

    @Test
    void memoryStaysFlat(@TempDir Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:MaxDirectMemorySize=64m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeObjectTest.class.getName(),
                                directory.resolve("data").toString(),
                                Long.toString(BYTES))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(output)).contains("the same came back");
            assertThat(child.exitValue()).isZero();
        } finally {
            child.destroyForcibly();
        }
        System.getLogger(LargeObjectTest.class.getName())
                .log(System.Logger.Level.INFO, Files.readString(output));
    }

    /** Bytes made up on the way: a random block over and over, marked with its number. */
    private static final class Source extends InputStream {
        private final byte[] block = new byte[64 << 10];
        private final long length;
        private long position;

        Source(long length) {
            this.length = length;
            new Random(1).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (position == length) {
                return -1;
            }
            int within = (int) (position % block.length);
            int taken = (int) Math.min(Math.min(count, block.length - within), length - position);
            if (within == 0) {
                long number = position / block.length;
                for (int i = 0; i < 8; i++) {
                    block[i] = (byte) (number >>> (8 * i));
                }
            }
            System.arraycopy(block, within, into, offset, taken);
            position += taken;
            return taken;
        }
    }

    // What follows runs in the child.

    public static void main(String[] args) throws IOException {
        long length = Long.parseLong(args[1]);
        try (TestS3 s3 = new TestS3(Files.createDirectories(Path.of(args[0])))) {
            S3Client client = s3.client();
            client.createBucket(b -> b.bucket("large"));
            long start = System.nanoTime();
            client.putObject(
                    b -> b.bucket("large").key("a"),
                    RequestBody.fromContentProvider(
                            () -> new Source(length), length, "binary/octet-stream"));
            long put = System.nanoTime();
            try (InputStream found = client.getObject(b -> b.bucket("large").key("a"))) {
                compare(new Source(length), found, length);
            }
            long got = System.nanoTime();
            report("PUT", length, put - start);
            report("GET", length, got - put);
        }
        System.out.println("the same came back");
    }

    private static void compare(InputStream expected, InputStream found, long length)
            throws IOException {
        byte[] one = new byte[64 << 10];
        byte[] other = new byte[64 << 10];
        for (long at = 0; at < length; at += one.length) {
            int count = expected.readNBytes(one, 0, one.length);
            if (found.readNBytes(other, 0, other.length) != count
                    || Arrays.mismatch(one, 0, count, other, 0, count) >= 0) {
                throw new IOException("something else came back after " + at + " bytes");
            }
        }
        if (found.read() >= 0) {
            throw new IOException("more came back");
        }
    }

    private static void report(String what, long bytes, long nanos) throws IOException {
        Path status = Path.of("/proc/self/status");
        String peak =
                Files.isReadable(status)
                        ? Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("VmHWM"))
                                .findFirst()
                                .orElse("")
                        : "";
        System.out.printf(
                "%s of %d MiB: %d MB/s %s%n", what, bytes >> 20, bytes * 1000 / nanos, peak);
    }
}
