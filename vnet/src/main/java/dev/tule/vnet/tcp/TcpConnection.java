package dev.tule.vnet.tcp;

import dev.tule.vnet.flow.FlowTable;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * One TCP connection that ends in this process. Safe for use by many threads; {@link #input} and
 * {@link #output} are for one reader and one writer.
 *
 * <p>Both ways press back: {@code output} blocks while the send buffer is full, because the peer
 * reads slowly; the window told to the peer closes while nobody reads {@code input}.
 */
public final class TcpConnection extends FlowTable.Entry {
    private static final int CHUNK_BYTES = 64 << 10;

    private final TcpStack stack;
    private volatile int hopLimit = Ipv4.TIME_TO_LIVE;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deadlines.Task deadlines = new Due();

    /** Whether the stack comes back at the end of the batch; confined to the thread of arrivals. */
    private boolean inBatch;

    /** Guarded by the lock, with all that it holds. */
    private final TcpMachine machine;

    TcpConnection(TcpStack stack, boolean incoming, int initialSequence) {
        this.stack = stack;
        this.machine = new TcpMachine(this, stack, incoming, initialSequence);
    }

    public Ipv4Address localAddress() {
        return new Ipv4Address(local());
    }

    public Ipv4Address remoteAddress() {
        return new Ipv4Address(remote());
    }

    public TcpState state() {
        lock.lock();
        try {
            return machine.state();
        } finally {
            lock.unlock();
        }
    }

    /** Lets an incoming connection be established; does nothing to one that has ended. */
    public void accept() {
        act(machine::accept);
    }

    /**
     * Has what is sent from now on live over so many hops only, 1 to 255: one doesn't get beyond
     * the machine that the frame reaches.
     */
    public void limitHops(int most) {
        if (most < 1 || most > 255) {
            throw new IllegalArgumentException("hop limit is " + most + ", must be 1 to 255");
        }
        hopLimit = most;
    }

    int hopLimit() {
        return hopLimit;
    }

    /** Tells the peer of an incoming connection that nobody is there. */
    public void refuse() {
        reset();
    }

    void connect() {
        act(machine::connect);
    }

    /**
     * Waits until the connection is established.
     *
     * @throws IOException when it is refused, or nobody answers within the time, which ends it
     */
    public void awaitEstablished(Duration timeout) throws IOException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (machine.isOpening()) {
                if (left <= 0) {
                    machine.abort("timed out");
                }
                left = changed.awaitNanos(left);
            }
            throwFailure();
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
            stack.flush();
        }
    }

    /** Reads as {@link InputStream#read(byte[], int, int)}, but returns 0 rather than wait. */
    public int read(byte[] into, int at, int length) throws IOException {
        lock.lock();
        try {
            int count = machine.read(into, at, length);
            if (count == 0) {
                throwFailure();
            }
            return count;
        } finally {
            lock.unlock();
            stack.flush();
        }
    }

    /**
     * Takes as much as there is room for, and returns how much: 0 rather than wait.
     *
     * @throws IOException when the connection has failed or its output is closed
     */
    public int write(byte[] bytes, int from, int length) throws IOException {
        lock.lock();
        try {
            throwFailure();
            if (!machine.mayWrite()) {
                throw new IOException("the connection's output is closed");
            }
            int taken = machine.write(bytes, from, length, stack.now());
            schedule();
            return taken;
        } finally {
            lock.unlock();
            stack.flush();
        }
    }

    /** Ends our direction when all that was written has been sent; the peer's stays open. */
    public void shutdownOutput() {
        act(machine::finish);
    }

    /**
     * Closes both ways: what was written is still delivered. When something that came was not read,
     * the peer is told by a reset instead (<a
     * href="https://www.rfc-editor.org/rfc/rfc2525#section-2.17">RFC 2525, 2.17</a>).
     */
    public void close() {
        act(machine::close);
    }

    /** Ends the connection at once, and tells the peer. */
    public void reset() {
        act(now -> machine.abort("reset"));
    }

    /** Blocks until there is something; -1 at the peer's end. Closing it closes the connection. */
    public InputStream input() {
        return new Input();
    }

    /** Blocks until there is room. Closing it ends our direction. */
    public OutputStream output() {
        return new Output();
    }

    // ---- What the stack does.

    /** A SYN has come for an incoming connection. */
    void begin(Packet syn, long now) {
        lock.lock();
        try {
            machine.begin(syn, now);
            schedule();
        } finally {
            lock.unlock();
        }
    }

    /** False when the segment opens a new connection in this one's place. */
    boolean segment(Packet packet, long now) {
        lock.lock();
        try {
            boolean taken = machine.segment(packet, now);
            schedule();
            return taken;
        } finally {
            lock.unlock();
            if (!inBatch) {
                inBatch = true;
                stack.inBatch(this);
            }
        }
    }

    /** Acknowledges what came in a batch, and wakes those who wait for it: once, not each time. */
    void endOfBatch() {
        inBatch = false;
        lock.lock();
        try {
            machine.endOfBatch();
            if (machine.hasNews()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void drop() {
        act(now -> machine.end("dropped"));
    }

    private void act(LongConsumer action) {
        lock.lock();
        try {
            action.accept(stack.now());
            schedule();
            changed.signalAll();
        } finally {
            lock.unlock();
            stack.flush();
        }
    }

    private void schedule() {
        long due = machine.deadline();
        if (due != Deadlines.NEVER) {
            stack.deadlines().by(due, deadlines);
        }
    }

    private void throwFailure() throws IOException {
        String failure = machine.failure();
        if (failure != null) {
            throw new IOException("connection " + failure);
        }
    }

    private void await(BooleanSupplier test) throws IOException {
        lock.lock();
        try {
            while (!test.getAsBoolean() && !machine.isOver()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the peer");
    }

    private final class Due extends Deadlines.Task {
        @Override
        protected long fire(long now) {
            lock.lock();
            try {
                machine.due(now);
                changed.signalAll();
                return machine.deadline();
            } finally {
                lock.unlock();
                stack.flush();
            }
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (true) {
                int count = TcpConnection.this.read(into, at, length);
                if (count != 0) {
                    return count;
                }
                if (state() == TcpState.CLOSED) {
                    throw new IOException("the connection is closed");
                }
                await(machine::mayRead);
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return machine.available();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            TcpConnection.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int wanted = Math.min(CHUNK_BYTES, length - done);
                int taken = TcpConnection.this.write(bytes, from + done, wanted);
                done += taken;
                if (taken == 0) {
                    await(() -> machine.hasRoom() || !machine.mayWrite());
                }
            }
        }

        @Override
        public void close() {
            shutdownOutput();
        }
    }

    @Override
    public String toString() {
        return localAddress() + ":" + localPort() + " - " + remoteAddress() + ":" + remotePort();
    }
}
