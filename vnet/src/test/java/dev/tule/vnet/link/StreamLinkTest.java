package dev.tule.vnet.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link as QEMU's {@code -netdev stream} sees it, over a real Unix socket. */
@Timeout(30)
class StreamLinkTest {
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final Lanes lanes = Lanes.open(1);
    private Path directory = Path.of("");
    private Path path = Path.of("");
    private @Nullable StreamLink link;
    private @Nullable ServerSocketChannel server;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createTempDirectory("vnet");
        path = directory.resolve("eni.sock");
    }

    @AfterEach
    void close() throws IOException {
        if (link != null) {
            link.close();
        }
        lanes.close();
        if (server != null) {
            server.close();
        }
        Files.deleteIfExists(path);
        Files.delete(directory);
    }

    private StreamLink link() {
        StreamLink made = new StreamLink(path, lanes, StreamLinkConfig.DEFAULT);
        link = made;
        made.open(
                new FrameReceiver() {
                    @Override
                    public void frame(byte[] bytes, int from, int length) {
                        arrived.add(Arrays.copyOfRange(bytes, from, from + length));
                    }

                    @Override
                    public void endOfBatch() {}
                });
        return made;
    }

    private ServerSocketChannel listen() throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server = made;
        return made.bind(UnixDomainSocketAddress.of(path));
    }

    private static ByteBuffer framed(int... lengths) {
        ByteBuffer bytes = ByteBuffer.allocate(200_000);
        for (int length : lengths) {
            bytes.putInt(length).put(new byte[Math.max(0, length)]);
        }
        return bytes.flip();
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static byte[] read(SocketChannel from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && from.read(bytes) >= 0) {}
        return bytes.array();
    }

    private byte[] next() throws InterruptedException {
        byte[] frame = arrived.poll(10, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame came");
        }
        return frame;
    }

    private static void until(BooleanSupplier test) {
        while (!test.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void framesGoBothWaysBehindTheirLengths() throws Exception {
        try (SocketChannel machine = connect(link())) {
            write(machine, framed(60, 1_514, 9_015));
            assertThat(next()).hasSize(60);
            assertThat(next()).hasSize(1_514);
            assertThat(next()).hasSize(9_015);

            StreamLink open = Objects.requireNonNull(link);
            open.send(new byte[] {9, 1, 2, 3, 9}, 1, 3);
            open.flush();
            assertThat(read(machine, 7)).containsExactly(0, 0, 0, 3, 1, 2, 3);
        }
    }

    private SocketChannel connect(StreamLink to) throws IOException {
        SocketChannel machine = listen().accept();
        until(() -> to.statistics().up());
        return machine;
    }

    @Test
    void aFrameMayComeInPieces() throws Exception {
        try (SocketChannel machine = connect(link())) {
            ByteBuffer bytes = framed(100, 100);
            while (bytes.hasRemaining()) {
                write(machine, bytes.slice(bytes.position(), 1));
                bytes.position(bytes.position() + 1);
            }
            assertThat(next()).hasSize(100);
            assertThat(next()).hasSize(100);
        }
    }

    @Test
    void aFrameTooLongToCarryIsPassedOver() throws Exception {
        try (SocketChannel machine = connect(link())) {
            write(machine, framed(60_000, 60));
            assertThat(next()).hasSize(60);
        }
    }

    @Test
    void theLinkComesBackWhenTheMachineDoes() throws Exception {
        StreamLink made = link();
        SocketChannel first = connect(made);
        Objects.requireNonNull(server).close();
        first.close();
        until(() -> !made.statistics().up());
        assertThat(made.send(new byte[60], 0, 60)).isFalse();

        try (SocketChannel second = connect(made)) {
            write(second, framed(77));
            assertThat(next()).hasSize(77);
            assertThat(made.statistics().connects()).isEqualTo(2);
            assertThat(made.statistics().droppedDown()).isEqualTo(1);
        }
    }

    @Test
    void aStreamWithoutSenseIsBegunAnew() throws Exception {
        StreamLink made = link();
        try (SocketChannel machine = connect(made)) {
            write(machine, framed(-5));
            assertThat(machine.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        try (SocketChannel again = Objects.requireNonNull(server).accept()) {
            write(again, framed(60));
            assertThat(next()).hasSize(60);
        }
        assertThat(made.statistics().malformed()).isEqualTo(1);
    }

    @Test
    void aReceiverThatDoesNotReadCostsFramesAndNoTime() throws Exception {
        StreamLink made = link();
        try (SocketChannel machine = connect(made)) {
            byte[] frame = new byte[1_000];
            int sent = 0;
            while (made.statistics().droppedFull() == 0) {
                made.send(frame, 0, frame.length);
                made.flush();
                sent++;
            }
            assertThat(sent * 1_000L).isLessThan(10 << 20);
            write(machine, framed(60));
            assertThat(next()).as("its own frames still arrive").hasSize(60);

            byte[] read = read(machine, (sent - 1) * 1_004);
            assertThat(ByteBuffer.wrap(read).getInt((sent - 2) * 1_004))
                    .as("what was queued comes whole")
                    .isEqualTo(1_000);
        }
    }
}
