package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of any length, with a heap smaller than they are. */
class StreamingTest {
    private static final long MIB = 1024 * 1024;
    private static final long UPLOAD_BYTES = 300 * MIB;

    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient client(Handler handler) throws IOException {
        server = HttpServer.start(ListenerConfig.of(handler));
        return new RawClient(server.port());
    }

    private static Response drain(Request request) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = new CheckedInputStream(request.body().stream(), crc)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return HttpServerTest.text(bytes + " " + crc.getValue());
        }
    }

    /** What Netty and the JDK hold outside the heap. */
    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum()
                + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void longUploadPassesThroughASmallHeap(boolean chunked) throws Exception {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(UPLOAD_BYTES / 2);
        try (RawClient client = client(StreamingTest::drain)) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\n");
            client.send(
                    chunked
                            ? "Transfer-Encoding: chunked\r\n\r\n"
                            : "Content-Length: " + UPLOAD_BYTES + "\r\n\r\n");
            byte[] block = new byte[(int) MIB];
            new Random(1).nextBytes(block);
            CRC32C crc = new CRC32C();
            for (long sent = 0; sent < UPLOAD_BYTES; sent += block.length) {
                if (chunked) {
                    client.send("100000\r\n");
                }
                client.send(block);
                crc.update(block);
                if (chunked) {
                    client.send("\r\n");
                }
            }
            if (chunked) {
                client.send("0\r\n\r\n");
            }
            assertThat(client.answer().content()).isEqualTo(UPLOAD_BYTES + " " + crc.getValue());
        }
        assertThat(directBytes()).isLessThan(UPLOAD_BYTES / 4);
    }

    @Test
    void slowReaderHoldsTheClientBack() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong sent = new AtomicLong();
        try (RawClient client =
                client(
                        request -> {
                            go.await(30, TimeUnit.SECONDS);
                            return drain(request);
                        })) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: " + 64 * MIB + "\r\n\r\n");
            CompletableFuture<Void> sender =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    for (int i = 0; i < 64; i++) {
                                        client.send(new byte[(int) MIB]);
                                        sent.addAndGet(MIB);
                                    }
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            // What the socket buffers of both sides and our window take, and no more.
            long before = -1;
            while (sent.get() != before) {
                before = sent.get();
                assertThat(go.await(300, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(before).isLessThan(32 * MIB);
            go.countDown();
            assertThat(client.answer().content()).startsWith(64 * MIB + " ");
            sender.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void slowClientHoldsTheWriterBack() throws Exception {
        AtomicLong written = new AtomicLong();
        long length = 200 * MIB;
        Response.Writer writer =
                out -> {
                    byte[] block = new byte[(int) MIB];
                    for (long i = 0; i < length; i += block.length) {
                        out.write(block);
                        written.addAndGet(block.length);
                    }
                };
        try (RawClient client =
                client(
                        request ->
                                new Response.Stream(
                                        200, Headers.none(), OptionalLong.of(length), writer))) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            client.head();
            CountDownLatch never = new CountDownLatch(1);
            long before = -1;
            while (written.get() != before) {
                before = written.get();
                assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(before).isLessThan(32 * MIB);
            for (long read = 0; read < length; read += MIB) {
                client.exactly((int) MIB);
            }
        }
    }

    @Test
    void uploadGoesToAFileAndBack(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("object");
        int length = (int) (20 * MIB) + 7;
        byte[] content = new byte[length];
        new Random(2).nextBytes(content);
        Handler handler =
                request -> {
                    if (request.method().equals("PUT")) {
                        CRC32C crc = new CRC32C();
                        try (OutputStream out =
                                new CheckedOutputStream(Files.newOutputStream(file), crc)) {
                            request.body().stream().transferTo(out);
                        }
                        return HttpServerTest.text(String.valueOf(crc.getValue()));
                    }
                    return new Response.File(200, Headers.none(), file, 1, length - 1L);
                };
        CRC32C crc = new CRC32C();
        crc.update(content);
        try (RawClient client = client(handler)) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
            assertThat(client.send(content).answer().content())
                    .isEqualTo(String.valueOf(crc.getValue()));
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.head()).contains("Content-Length: " + (length - 1));
            assertThat(client.exactly(length - 1))
                    .isEqualTo(java.util.Arrays.copyOfRange(content, 1, length));
        }
    }

    @Test
    void fileThatIsTooShortIs500(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("f"), "abc".getBytes(StandardCharsets.US_ASCII));
        try (LogCapture log = LogCapture.of(ResponseWriter.class);
                RawClient client =
                        client(request -> new Response.File(200, Headers.none(), file, 1, 5))) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(500);
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(500);
            assertThat(log.records()).hasSize(2);
        }
    }
}
